package org.yunzhen.insurance.message;

import org.yunzhen.insurance.wire.Chars;
import org.yunzhen.insurance.wire.Node;
import org.yunzhen.insurance.wire.Required;

/** 2202, request. Possible once nothing of the visit is settled. */
@Node("data")
public record RegistrationCancel(
        @Required @Chars(30) String psnNo,
        @Required @Chars(30) String mdtrtId,
        @Required @Chars(30) String iptOtpNo) {}
