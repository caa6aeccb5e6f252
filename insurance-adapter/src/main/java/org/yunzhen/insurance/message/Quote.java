package org.yunzhen.insurance.message;

import java.util.List;
import org.yunzhen.insurance.wire.FieldFault;
import org.yunzhen.insurance.wire.Required;

/** 2206, answer: what a settlement would come to. */
public record Quote(@Required SettlementInfo setlinfo, List<FundShare> setldetail) {
    /** An answer without its figures is no answer: nobody may be told a price from it. */
    public Quote {
        if (!setlinfo.hasFigures()) {
            throw new FieldFault(
                    "setlinfo", "without total, fund, personal, account or cash figure");
        }
    }
}
