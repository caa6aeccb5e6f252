package org.yunzhen.sandbox.nhsa;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import org.yunzhen.sandbox.exchange.Json;

/**
 * 2601 冲正: makes a 2207 or 2208 void by its msgid.
 *
 * <p>A message that never arrived is void from now on, so that it does no harm if it arrives late;
 * the answer is success, for there was nothing to reverse.
 */
final class Reversal implements Transaction {
    private static final Set<String> REVERSIBLE = Set.of("2207", "2208");

    @Override
    public Set<String> infnos() {
        return Set.of("2601");
    }

    @Override
    public ObjectNode run(Call call) {
        Fields in = call.data();
        Person person = call.person(in);
        String omsgid = in.text("omsgid", 30);
        String oinfno = in.text("oinfno", 6);
        Refused.unless(REVERSIBLE.contains(oinfno), "该交易不支持冲正：oinfno=" + oinfno);
        Refused.unless(omsgid.startsWith(call.fixmedins()), "不能冲正其他机构的交易：omsgid=" + omsgid);
        if (!call.registry().reversals.containsKey(omsgid)) {
            Optional<Settlement> target = target(call, omsgid, oinfno, person);
            String setlId = target.map(found -> found.bill().setlId()).orElse("");
            call.registry().record(new Entry.Reversed(omsgid, oinfno, setlId, call.time()));
        }
        return Json.object();
    }

    private static Optional<Settlement> target(
            Call call, String omsgid, String oinfno, Person person) {
        Optional<Settlement> found = call.registry().settlementByMessage(omsgid);
        found.ifPresent(
                settlement ->
                        Refused.unless(
                                settlement.bill().psnNo().equals(person.psnNo()),
                                "原交易与人员编号不符：psn_no=" + person.psnNo()));
        if (oinfno.equals("2207")) {
            return found.filter(s -> s.bill().msgid().equals(omsgid) && s.isLive());
        }
        Optional<Settlement> cancelled =
                found.filter(s -> s.cancelMsgid().equals(omsgid))
                        .filter(s -> s.status() == Settlement.Status.CANCELLED);
        cancelled.ifPresent(settlement -> requireRevivable(call, settlement.bill(), person));
        return cancelled;
    }

    /** A cancelled bill can stand again only while its lines are there and its money is too. */
    private static void requireRevivable(Call call, Bill bill, Person person) {
        Visit visit = call.registry().visits.get(bill.mdtrtId());
        long uploaded = visit.lines(bill.batch()).stream().mapToLong(FeeLine::total).sum();
        boolean free = !visit.isCancelled() && !visit.isSettled(bill.batch());
        Refused.unless(free && uploaded == bill.shares().medfee(), "费用明细已变更，撤销结算不能冲正");
        Refused.unless(person.account() >= bill.shares().acct(), "个人账户余额不足，撤销结算不能冲正");
    }
}
