package org.yunzhen.insurance;

import java.util.List;
import org.yunzhen.insurance.message.Nothing;
import org.yunzhen.insurance.message.SettlementInfo;
import org.yunzhen.insurance.message.SettlementsFound;

/**
 * What to do about a 2207 whose outcome is unknown; decisions only, no sending. The way is: wait,
 * ask by 5203 for the bills of the visit, {@linkplain #afterQuery decide}; if there is none of
 * ours, reverse by 2601 and {@linkplain #afterReversal decide} again.
 *
 * <p>A bill is ours if its {@code medins_setl_id} is the msgid we settled under; nothing else
 * proves it, neither the visit nor the amounts.
 */
public sealed interface SettlementResolution {

    /** The settlement took effect: book this bill. */
    record Adopt(SettlementInfo bill) implements SettlementResolution {}

    /**
     * Send 2601 for this message: it may still have taken effect, or take effect late.
     *
     * @param absenceSeen whether the platform said that the visit has no bill at all; another's
     *     bill proves nothing, for some platforms show only one of several
     */
    record Reverse(String omsgid, boolean absenceSeen) implements SettlementResolution {}

    /** Nothing of the message is in force: revoke the fee lines (2205) and start again. */
    record NothingInForce() implements SettlementResolution {}

    /**
     * Ask again later.
     *
     * @param forPerson asking again will not help, someone must look into it
     */
    record StillUnknown(String why, boolean forPerson) implements SettlementResolution {}

    /**
     * Decides by the platform's answer to 5203 about the visit.
     *
     * @param msgid the number our 2207 was sent under
     */
    static SettlementResolution afterQuery(Outcome<SettlementsFound> answer, String msgid) {
        if (answer instanceof Outcome.Done<SettlementsFound> done) {
            return byBills(done.output(), msgid);
        }
        if (answer instanceof Outcome.Refused<SettlementsFound>) {
            return new Reverse(msgid, false);
        }
        return new StillUnknown("the query itself has no answer", false);
    }

    /**
     * Decides by the platform's answer to 2601. A refusal counts as "nothing to reverse" only if
     * the query before had shown our bill absent, since a refusal's reason is free text.
     */
    static SettlementResolution afterReversal(Outcome<Nothing> answer, Reverse reverse) {
        if (answer instanceof Outcome.Done<Nothing>) {
            return new NothingInForce();
        }
        if (answer instanceof Outcome.Refused<Nothing> refused) {
            return reverse.absenceSeen()
                    ? new NothingInForce()
                    : new StillUnknown("query and reversal refused: " + refused.errMsg(), true);
        }
        return new StillUnknown("the reversal itself has no answer", false);
    }

    private static SettlementResolution byBills(SettlementsFound found, String msgid) {
        List<SettlementInfo> ours =
                found.setlinfo().stream().filter(b -> msgid.equals(b.medinsSetlId())).toList();
        if (!ours.isEmpty()) {
            return byOurs(ours);
        }
        return found.setlinfo().stream().anyMatch(SettlementResolution::couldBeOurs)
                ? new StillUnknown("a bill of the visit does not say whose it is", true)
                : new Reverse(msgid, found.setlinfo().isEmpty());
    }

    private static SettlementResolution byOurs(List<SettlementInfo> ours) {
        SettlementInfo bill = ours.get(0);
        if (ours.stream().anyMatch(SettlementInfo::isCancelled)) {
            return new StillUnknown("our bill has been cancelled already", true);
        }
        if (ours.size() > 1) {
            return new StillUnknown("more than one bill bears our msgid", true);
        }
        if (bill.setlId() == null || !bill.hasFigures()) {
            return new StillUnknown("our bill is there without its number or figures", true);
        }
        return new Adopt(bill);
    }

    private static boolean couldBeOurs(SettlementInfo bill) {
        return bill.medinsSetlId() == null && !bill.isCancelled();
    }
}
