package org.yunzhen.insurance.message;

import org.yunzhen.insurance.wire.Chars;
import org.yunzhen.insurance.wire.Node;
import org.yunzhen.insurance.wire.Required;

/**
 * 9001, request: an operator begins the day.
 *
 * @param mac hardware address of the sending machine
 */
@Node("signIn")
public record SignIn(
        @Required @Chars(20) String opterNo,
        @Required @Chars(20) String mac,
        @Required @Chars(20) String ip) {}
