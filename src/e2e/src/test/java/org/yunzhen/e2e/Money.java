package org.yunzhen.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares the hospital's books with those of the insurer and of the cash channel, to the fen. */
final class Money {
    private static final String LEGS =
            """
            SELECT l.bill, l.leg, l.status, l.amount_fen, coalesce(l.their_no, ''),
                   coalesce(l.request_no, ''), b.status
              FROM bill_leg l JOIN bill b ON b.tenant = l.tenant AND b.id = l.bill""";
    private static final String LEDGER =
            "SELECT account, sum(amount_fen) FROM ledger_entry GROUP BY account";

    private final Books books;
    private final JsonNode outside;
    private final List<String> faults = new ArrayList<>();

    private Money(Books books, JsonNode outside) {
        this.books = books;
        this.outside = outside;
    }

    /** Charges that stand twice, whatever else is still under way; empty when all is well. */
    static List<String> twice(JsonNode outside) {
        List<String> faults = new ArrayList<>();
        Set<String> visits = new HashSet<>();
        for (JsonNode settlement : outside.path("settlements")) {
            if (stands(settlement) && !visits.add(settlement.path("mdtrt_id").asText())) {
                faults.add("settled twice: " + settlement);
            }
        }
        Set<String> bills = new HashSet<>();
        for (JsonNode payment : outside.path("payments")) {
            String bill = payment.path("out_trade_no").asText().replaceFirst("-\\d+$", "");
            if (net(payment) > 0 && !bills.add(bill)) {
                faults.add("paid twice: " + payment);
            }
        }
        return faults;
    }

    /** Whatever disagrees once nothing is under way; empty when all is well. */
    static List<String> faults(Books books, JsonNode outside) {
        Money money = new Money(books, outside);
        money.faults.addAll(twice(outside));
        money.legByLeg();
        money.sums();
        return money.faults;
    }

    /** Each charge that stands is one done leg of one settled bill, and the other way round. */
    private void legByLeg() {
        Map<String, Long> charged = new HashMap<>();
        for (JsonNode settlement : outside.path("settlements")) {
            if (stands(settlement)) {
                charged.put(
                        "insurer " + settlement.path("setl_id").asText(),
                        settlement.path("fund_fen").asLong()
                                + settlement.path("acct_fen").asLong());
            }
        }
        for (JsonNode payment : outside.path("payments")) {
            if (net(payment) != 0) {
                charged.put("cash " + payment.path("out_trade_no").asText(), net(payment));
            }
        }
        for (List<String> leg : books.rows(LEGS)) {
            boolean isInsurer = leg.get(1).equals("insurer");
            String number = leg.get(1) + " " + (isInsurer ? leg.get(4) : leg.get(5));
            Long amount = leg.get(2).equals("done") ? charged.remove(number) : null;
            boolean right =
                    leg.get(2).equals("done")
                            ? leg.get(6).equals("settled")
                                    && amount != null
                                    && amount == Long.parseLong(leg.get(3))
                            : !leg.get(6).equals("settled");
            if (!right) {
                faults.add("leg " + leg + " but outside " + amount);
            }
        }
        charged.forEach((number, fen) -> faults.add(number + " of " + fen + " fen is no bill's"));
    }

    private void sums() {
        Map<String, Long> ledger = new HashMap<>();
        books.rows(LEDGER).forEach(row -> ledger.put(row.get(0), Long.valueOf(row.get(1))));
        long cash = 0;
        for (JsonNode payment : outside.path("payments")) {
            cash += net(payment);
        }
        JsonNode totals = outside.path("totals");
        compare(ledger, "fund", totals.path("fund_fen").asLong());
        compare(ledger, "account", totals.path("acct_fen").asLong());
        compare(ledger, "cash", cash);
        if (ledger.values().stream().mapToLong(Long::longValue).sum() != 0) {
            faults.add("the ledger does not balance: " + ledger);
        }
    }

    private void compare(Map<String, Long> ledger, String account, long there) {
        long here = ledger.getOrDefault(account, 0L);
        if (here != there) {
            faults.add(account + ": ledger " + here + ", outside " + there);
        }
    }

    private static boolean stands(JsonNode settlement) {
        return settlement.path("status").asText().equals("LIVE");
    }

    private static long net(JsonNode payment) {
        return payment.path("status").asText().equals("SUCCESS")
                ? payment.path("amount_fen").asLong() - payment.path("refunded_fen").asLong()
                : 0;
    }
}
