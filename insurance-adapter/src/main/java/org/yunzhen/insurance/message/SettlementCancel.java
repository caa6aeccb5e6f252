package org.yunzhen.insurance.message;

import org.yunzhen.insurance.wire.Chars;
import org.yunzhen.insurance.wire.Node;
import org.yunzhen.insurance.wire.Required;

/** 2208, request: undoes a settlement. */
@Node("data")
public record SettlementCancel(
        @Required @Chars(30) String setlId,
        @Required @Chars(30) String mdtrtId,
        @Required @Chars(30) String psnNo) {}
