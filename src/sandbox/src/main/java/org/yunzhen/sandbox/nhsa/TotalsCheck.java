package org.yunzhen.sandbox.nhsa;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.Set;
import org.yunzhen.sandbox.exchange.Json;

/**
 * 3201 对总账: compares the institution's totals of some days with the platform's.
 *
 * <p>A settlement adds on its day, a cancellation (2208) subtracts on its own day; each is one in
 * fixmedins_setl_cnt. What 2601 made void is not counted.
 */
final class TotalsCheck implements Transaction {
    static final String OUTPATIENT = "11";

    /** Sums in fen. */
    private record Totals(long medfee, long fund, long acct, long count) {
        Totals plus(Shares shares, int sign) {
            return new Totals(
                    medfee + sign * shares.medfee(),
                    fund + sign * shares.fund(),
                    acct + sign * shares.acct(),
                    count + 1);
        }

        String text() {
            return "医疗费总额%s，基金%s，个人账户%s，笔数%d"
                    .formatted(People.yuan(medfee), People.yuan(fund), People.yuan(acct), count);
        }
    }

    @Override
    public Set<String> infnos() {
        return Set.of("3201");
    }

    @Override
    public ObjectNode run(Call call) {
        Fields in = call.data();
        String insutype = in.text("insutype", 6);
        in.code("clr_type", Set.of(OUTPATIENT));
        String clearing = in.code("setl_optins", Set.of(PersonInfo.REGION));
        Totals claimed =
                new Totals(
                        fen(in, "medfee_sumamt"),
                        fen(in, "fund_pay_sumamt"),
                        fen(in, "acct_pay"),
                        in.decimal("fixmedins_setl_cnt", 0).longValueExact());
        Totals own = own(call, insutype, in.date("stmt_begndate"), in.date("stmt_enddate"));
        boolean flat = own.equals(claimed);
        ObjectNode output = Json.object();
        output.putObject("stmtinfo")
                .put("setl_optins", clearing)
                .put("stmt_rslt", flat ? "0" : "1")
                .put("stmt_rslt_dscr", flat ? "平" : "不平，中心：" + own.text());
        return output;
    }

    private static long fen(Fields in, String name) {
        return in.signed(name, 2).movePointRight(2).longValueExact();
    }

    private static Totals own(Call call, String insutype, LocalDate from, LocalDate until) {
        Totals totals = new Totals(0, 0, 0, 0);
        for (Settlement settlement : call.registry().settlements.values()) {
            Bill bill = settlement.bill();
            boolean asked =
                    bill.insutype().equals(insutype)
                            && bill.fixmedins().equals(call.fixmedins())
                            && settlement.status() != Settlement.Status.REVERSED;
            if (asked && within(bill.at(), from, until)) {
                totals = totals.plus(bill.shares(), 1);
            }
            if (asked && within(settlement.cancelledAt(), from, until)) {
                totals = totals.plus(bill.shares(), -1);
            }
        }
        return totals;
    }

    private static boolean within(String time, LocalDate from, LocalDate until) {
        if (time.isEmpty()) {
            return false;
        }
        LocalDate day = LocalDate.parse(time.substring(0, 10));
        return !day.isBefore(from) && !day.isAfter(until);
    }
}
