package org.yunzhen.mappings.nhsa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.yunzhen.mappings.money.Money;

class LineShareTest {

    @Test
    void the_lines_of_a_follow_up_are_borne_to_the_fen() {
        List<LineShare> shares = LineShare.of(SampleBill.followUp(), ProvinceSwitches.DEFAULT);
        assertThat(shares)
                .extracting(
                        share ->
                                "%s: %s = fund %s + account %s + cash %s"
                                        .formatted(
                                                share.line().feedetlSn(),
                                                share.line().detItemFeeSumamt(),
                                                share.fund(),
                                                share.account(),
                                                share.cash()))
                .containsExactly(
                        "1: 10.00 = fund 4.37 + account 3.46 + cash 2.17",
                        "2: 60.00 = fund 22.76 + account 22.92 + cash 14.32",
                        "3: 30.00 = fund 7.88 + account 13.62 + cash 8.50");
    }

    @Test
    void the_lines_add_up_to_the_bill() {
        Bill bill = SampleBill.followUp();
        List<LineShare> shares = LineShare.of(bill, ProvinceSwitches.DEFAULT);
        assertThat(Money.sum(shares.stream().map(LineShare::fund).toList()))
                .isEqualTo(bill.figures().get(Figure.FUND_PAY_SUMAMT));
        assertThat(Money.sum(shares.stream().map(LineShare::account).toList()))
                .isEqualTo(bill.figures().get(Figure.ACCT_PAY));
        assertThat(Money.sum(shares.stream().map(LineShare::cash).toList()))
                .isEqualTo(bill.figures().get(Figure.PSN_CASH_PAY));
    }

    @Property
    void parts_add_up_and_none_exceeds_its_weight(
            @ForAll @Size(min = 1, max = 30)
                    List<@LongRange(min = 0, max = 10_000_000_000L) Long> weights,
            @ForAll @IntRange(min = 0, max = 100) int percent) {
        List<Money> all = weights.stream().map(Money::ofFen).toList();
        Money amount = Money.ofFen(Money.sum(all).fen() / 100 * percent);
        List<Money> parts = Proportion.share(amount, all);
        assertThat(Money.sum(parts)).isEqualTo(amount);
        for (int i = 0; i < parts.size(); i++) {
            assertThat(parts.get(i)).isBetween(Money.ZERO, all.get(i));
        }
    }

    @Test
    void what_nothing_weighs_for_falls_to_the_first() {
        assertThat(Proportion.share(Money.ofFen(5), List.of(Money.ZERO, Money.ZERO)))
                .containsExactly(Money.ofFen(5), Money.ZERO);
        assertThat(Proportion.share(Money.ZERO, List.of())).isEmpty();
    }
}
