package org.yunzhen.insurance.message;

import org.yunzhen.insurance.wire.Chars;
import org.yunzhen.insurance.wire.Node;
import org.yunzhen.insurance.wire.Required;

/** 5203, request. Without {@code setl_id} the answer has every bill of the visit. */
@Node("data")
public record SettlementQuery(
        @Required @Chars(30) String psnNo, @Chars(30) String setlId, @Chars(30) String mdtrtId) {
    /** All bills of a visit: the way to find a settlement whose answer was lost. */
    public static SettlementQuery ofVisit(String psnNo, String mdtrtId) {
        return new SettlementQuery(psnNo, null, mdtrtId);
    }
}
