package org.yunzhen.insurance.message;

import org.yunzhen.insurance.wire.Chars;
import org.yunzhen.insurance.wire.Node;
import org.yunzhen.insurance.wire.Required;

/**
 * 2201, answer.
 *
 * @param mdtrtId the platform's number of the visit
 */
@Node("data")
public record Registered(
        @Required @Chars(30) String mdtrtId, @Chars(30) String psnNo, @Chars(30) String iptOtpNo) {}
