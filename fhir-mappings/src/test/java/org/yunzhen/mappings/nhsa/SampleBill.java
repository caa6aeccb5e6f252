package org.yunzhen.mappings.nhsa;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.yunzhen.mappings.money.Money;

/** Bills as a cashier would write them down. */
final class SampleBill {

    private SampleBill() {}

    /**
     * The one public sample bill, by its amounts: 5,792.53 yuan, of which the pool paid 3,106.54.
     */
    static SettlementFigures published() {
        return figures(
                """
                medfee_sumamt      5792.53
                fulamt_ownpay_amt   296.20
                overlmt_selfpay       0
                preselfpay_amt      522.61
                inscp_scp_amt      4973.72
                act_pay_dedc        800
                hifp_pay           3106.54
                fund_pay_sumamt    3106.54
                psn_part_amt       2685.99
                acct_pay              0
                psn_cash_pay       2685.99
                hosp_part_amt         0
                """);
    }

    /** An online follow-up with two medicines and a visit fee, paid from pool, account and cash. */
    static Bill followUp() {
        SettlementFigures figures =
                figures(
                        """
                        medfee_sumamt       100.00
                        fulamt_ownpay_amt    12.00
                        overlmt_selfpay       3.00
                        preselfpay_amt        5.00
                        inscp_scp_amt        80.00
                        act_pay_dedc         20.00
                        hifp_pay             30.00
                        cvlserv_pay           5.01
                        fund_pay_sumamt      35.01
                        psn_part_amt         64.99
                        acct_pay             40.00
                        psn_cash_pay         24.99
                        balc                160.00
                        """);
        return new Bill(
                figures,
                List.of(
                        line("1", "10.00", "10", "1", "0", "0", "0", "10.00"),
                        line("2", "60.00", "19.9999", "3", "0", "3.00", "5.00", "52.00"),
                        line("3", "30.00", "1.25", "24", "12.00", "0", "0", "18.00")),
                List.of(
                        new FundRow("390100", Money.ofYuan("30.00")),
                        new FundRow("320100", Money.ofYuan("5.01")),
                        new FundRow("310200", Money.ofYuan("40.00"))));
    }

    static SettlementFigures figures(String lines) {
        List<String[]> pairs = lines.lines().map(line -> line.strip().split("\\s+", 2)).toList();
        return SettlementFigures.read(
                name ->
                        pairs.stream()
                                .filter(pair -> pair[0].equals(name))
                                .map(pair -> pair[1])
                                .findFirst()
                                .orElse(null));
    }

    /** sn, cost, price, count, then the four parts. */
    private static LineFigures line(
            String sn, String cost, String pric, String cnt, String... yuan) {
        List<Money> parts = Arrays.stream(yuan).map(Money::ofYuan).toList();
        return new LineFigures(
                sn,
                Money.ofYuan(cost),
                new BigDecimal(pric),
                new BigDecimal(cnt),
                parts.get(0),
                parts.get(1),
                parts.get(2),
                parts.get(3));
    }
}
