package org.yunzhen.sandbox.nhsa;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.yunzhen.sandbox.exchange.Json;

/**
 * The money identities I2, I4, I5, I8, I9, I10, whatever the lines and whatever the year so far.
 */
class SharesTest {

    @Property
    void every_bill_adds_up_to_the_fen(
            @ForAll Random random,
            @ForAll @IntRange(min = 1, max = 30) int count,
            @ForAll @LongRange(max = 400_000) long spentOfFund,
            @ForAll @LongRange(max = 6_000) long spentOfDeductible,
            @ForAll @LongRange(max = 300_000) long balance,
            @ForAll boolean employee) {
        List<FeeLine> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add(line(i, random));
        }
        Policy policy = Policy.of(employee ? "310" : "390", "11");
        Policy.Spent spent = new Policy.Spent(spentOfDeductible, spentOfFund);
        Shares shares = Shares.of(lines, policy, spent, balance);

        assertThat(lines)
                .allSatisfy(
                        line -> {
                            assertThat(line.inscp()).isNotNegative();
                            assertThat(line.ownpay() + line.overlmt() + line.preselfpay())
                                    .isBetween(0L, line.total());
                        });
        assertThat(shares.medfee())
                .isEqualTo(lines.stream().mapToLong(FeeLine::total).sum())
                .isEqualTo(
                        shares.ownpay() + shares.overlmt() + shares.preselfpay() + shares.inscp())
                .isEqualTo(shares.fund() + shares.acct() + shares.cash());
        assertThat(shares.fund() + shares.dedc()).isLessThanOrEqualTo(shares.inscp());
        assertThat(shares.fund()).isBetween(0L, Math.max(0, policy.cap() - spentOfFund));
        assertThat(shares.acct()).isBetween(0L, balance);
        assertThat(shares.cash()).isGreaterThanOrEqualTo(shares.ownpay() + shares.overlmt());
    }

    private static FeeLine line(int sn, Random random) {
        BigDecimal pric = BigDecimal.valueOf(random.nextInt(1_000_000_000), 6);
        BigDecimal cnt = BigDecimal.valueOf(1 + random.nextInt(100_000), 4);
        BigDecimal sum = pric.multiply(cnt).setScale(2, RoundingMode.HALF_UP);
        ObjectNode node =
                Json.object()
                        .put("feedetl_sn", String.valueOf(sn))
                        .put("chrg_bchno", "B1")
                        .put("med_list_codg", "XA" + random.nextInt(100))
                        .put("pric", pric)
                        .put("cnt", cnt.toPlainString())
                        .put("det_item_fee_sumamt", sum);
        for (String rest :
                List.of(
                        "rx_circ_flag",
                        "medins_list_codg",
                        "bilg_dept_codg",
                        "bilg_dept_name",
                        "bilg_dr_codg",
                        "bilg_dr_name",
                        "hosp_appr_flag")) {
            node.put(rest, "1");
        }
        node.put("fee_ocur_time", "2026-01-01 08:00:00");
        return FeeLine.read(Fields.of(node), Catalogue.byRule());
    }
}
