package org.yunzhen.sandbox.nhsa;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.yunzhen.sandbox.exchange.Json;

/** The platform's books as tests see them; no counterpart in the real world. Amounts in fen. */
final class Inspection {
    private Inspection() {}

    static ObjectNode ledger(Registry registry) {
        ObjectNode ledger = Json.object();
        ArrayNode settlements = ledger.putArray("settlements");
        registry.settlements.values().forEach(s -> settlements.add(settlement(s)));
        ArrayNode reversals = ledger.putArray("reversals");
        registry.settlements.values().stream()
                .filter(s -> s.status() == Settlement.Status.CANCELLED)
                .forEach(s -> reversals.add(cancellation(s)));
        registry.reversals.values().forEach(r -> reversals.add(reversal(r, registry)));
        ledger.set("totals", totals(registry));
        ArrayNode visits = ledger.putArray("visits");
        registry.visits.values().forEach(v -> visits.add(visit(v)));
        return ledger;
    }

    private static ObjectNode visit(Visit visit) {
        return Json.object()
                .put("mdtrt_id", visit.id())
                .put("psn_no", visit.registered().psnNo())
                .put("ipt_otp_no", visit.registered().iptOtpNo())
                .put("cancelled", visit.isCancelled())
                .put("lines", visit.lines().size());
    }

    private static ObjectNode settlement(Settlement settlement) {
        Bill bill = settlement.bill();
        return amounts(bill.shares(), 1)
                .put("setl_id", bill.setlId())
                .put("msgid", bill.msgid())
                .put("mdtrt_id", bill.mdtrtId())
                .put("psn_no", bill.psnNo())
                .put("chrg_bchno", bill.batch())
                .put("invono", bill.invono())
                .put("setl_time", bill.at())
                .put("status", settlement.status().name());
    }

    private static ObjectNode cancellation(Settlement settlement) {
        return amounts(settlement.bill().shares(), -1)
                .put("infno", "2208")
                .put("msgid", settlement.cancelMsgid())
                .put("setl_id", settlement.bill().setlId())
                .put("time", settlement.cancelledAt());
    }

    private static ObjectNode reversal(Entry.Reversed reversed, Registry registry) {
        Settlement settlement = registry.settlements.get(reversed.setlId());
        int sign = reversed.oinfno().equals("2207") ? -1 : 1;
        ObjectNode node =
                settlement == null
                        ? Json.object()
                        : amounts(settlement.bill().shares(), sign)
                                .put("setl_id", reversed.setlId());
        return node.put("infno", "2601")
                .put("omsgid", reversed.omsgid())
                .put("oinfno", reversed.oinfno())
                .put("time", reversed.at());
    }

    private static ObjectNode amounts(Shares shares, int sign) {
        return Json.object()
                .put("medfee_fen", sign * shares.medfee())
                .put("fund_fen", sign * shares.fund())
                .put("acct_fen", sign * shares.acct())
                .put("cash_fen", sign * shares.cash());
    }

    /** What stands: the money that has moved and not come back. */
    private static ObjectNode totals(Registry registry) {
        var live = registry.settlements.values().stream().filter(Settlement::isLive).toList();
        return Json.object()
                .put("live", live.size())
                .put("medfee_fen", live.stream().mapToLong(s -> s.bill().shares().medfee()).sum())
                .put("fund_fen", live.stream().mapToLong(s -> s.bill().shares().fund()).sum())
                .put("acct_fen", live.stream().mapToLong(s -> s.bill().shares().acct()).sum())
                .put("cash_fen", live.stream().mapToLong(s -> s.bill().shares().cash()).sum());
    }

    static JsonNode person(Person person) {
        ObjectNode node =
                Json.object()
                        .put("psn_no", person.psnNo())
                        .put("certno", person.id().number())
                        .put("psn_name", person.name())
                        .put("insutype", person.insutype())
                        .put("psn_type", person.psnType())
                        .put("account_fen", person.account());
        ArrayNode years = node.putArray("years");
        person.spent()
                .forEach(
                        (pot, spent) ->
                                years.addObject()
                                        .put("year", Integer.parseInt(pot.substring(0, 4)))
                                        .put("pot", pot.substring(5))
                                        .put("deductible_fen", spent.deductible())
                                        .put("fund_fen", spent.fund()));
        return node;
    }
}
