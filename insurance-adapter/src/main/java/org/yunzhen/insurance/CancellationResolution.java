package org.yunzhen.insurance;

import java.util.Optional;
import org.yunzhen.insurance.message.SettlementInfo;
import org.yunzhen.insurance.message.SettlementsFound;

/**
 * What to do about a 2208 whose outcome is unknown, by the platform's answer to 5203 about the
 * bill; decisions only, no sending.
 */
public sealed interface CancellationResolution {

    /** The bill is cancelled: book the refund. */
    record Cancelled(SettlementInfo bill) implements CancellationResolution {}

    /**
     * The bill is in force: send 2208 again, under a new number. Should the first still arrive, the
     * platform refuses the second; nothing is refunded twice.
     */
    record CancelAgain(String setlId) implements CancellationResolution {}

    /**
     * Ask again later.
     *
     * @param forPerson asking again will not help, someone must look into it
     */
    record StillUnknown(String why, boolean forPerson) implements CancellationResolution {}

    /**
     * Decides by the platform's answer to 5203 about the bill.
     *
     * @param setlId the platform's number of the bill that was to be cancelled
     */
    static CancellationResolution afterQuery(Outcome<SettlementsFound> answer, String setlId) {
        if (answer instanceof Outcome.Done<SettlementsFound> done) {
            return byBill(
                    done.output().setlinfo().stream()
                            .filter(bill -> setlId.equals(bill.setlId()))
                            .findFirst());
        }
        return answer instanceof Outcome.Refused<SettlementsFound> refused
                ? new StillUnknown("the query was refused: " + refused.errMsg(), true)
                : new StillUnknown("the query itself has no answer", false);
    }

    private static CancellationResolution byBill(Optional<SettlementInfo> found) {
        if (found.isEmpty()) {
            return new StillUnknown("the platform does not show the bill", true);
        }
        SettlementInfo bill = found.get();
        if (bill.refdSetlFlag() == null) {
            return new StillUnknown("the bill does not say whether it is cancelled", true);
        }
        return bill.isCancelled() ? new Cancelled(bill) : new CancelAgain(bill.setlId());
    }
}
