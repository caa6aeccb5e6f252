package org.yunzhen.insurance.message;

import org.yunzhen.insurance.wire.Chars;
import org.yunzhen.insurance.wire.Node;
import org.yunzhen.insurance.wire.Required;

/** 9002, request: an operator ends the day. */
@Node("signOut")
public record SignOut(@Required @Chars(30) String signNo, @Required @Chars(20) String opterNo) {}
