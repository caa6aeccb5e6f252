package org.yunzhen.insurance.message;

import java.util.List;
import org.yunzhen.insurance.wire.FieldFault;
import org.yunzhen.insurance.wire.Required;

/** 2207, answer: the bill is settled. */
public record Settlement(@Required SettlementInfo setlinfo, List<FundShare> setldetail) {
    /**
     * An answer without its number or figures cannot be booked; the outcome is then to be asked
     * for.
     */
    public Settlement {
        if (setlinfo.setlId() == null) {
            throw new FieldFault("setlinfo.setl_id", "missing");
        }
        if (!setlinfo.hasFigures()) {
            throw new FieldFault(
                    "setlinfo", "without total, fund, personal, account or cash figure");
        }
    }
}
