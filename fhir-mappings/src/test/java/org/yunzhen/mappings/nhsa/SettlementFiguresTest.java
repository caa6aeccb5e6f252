package org.yunzhen.mappings.nhsa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yunzhen.mappings.money.Money;

class SettlementFiguresTest {

    @Test
    void figures_are_read_by_the_platforms_names_in_whole_fen() {
        SettlementFigures figures = SampleBill.published();
        assertThat(figures.get(Figure.MEDFEE_SUMAMT)).isEqualTo(Money.ofFen(579253));
        assertThat(figures.get(Figure.ACT_PAY_DEDC)).isEqualTo(Money.ofFen(80000));
        assertThat(figures.get(Figure.MAF_PAY)).isEqualTo(Money.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"psn_cash_pay", "cash_payamt", "pdn_cash_pay"})
    void cash_is_found_under_the_names_that_single_transactions_give_it(String field) {
        assertThat(
                        SettlementFigures.read(Map.of("medfee_sumamt", "9", field, "9")::get)
                                .get(Figure.PSN_CASH_PAY))
                .isEqualTo(Money.ofYuan("9.00"));
    }

    @Test
    void a_third_decimal_is_refused_and_the_field_named() {
        assertThatThrownBy(
                        () ->
                                SettlementFigures.read(
                                        Map.of("medfee_sumamt", "9.00", "maf_pay", "1.005")::get))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maf_pay");
    }

    @Test
    void a_bill_without_its_total_is_no_bill() {
        assertThatThrownBy(() -> SettlementFigures.read(Map.of("acct_pay", "1")::get))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("medfee_sumamt");
    }

    @Test
    void a_settlement_names_the_figures_in_which_it_differs_from_its_quote() {
        SettlementFigures quote = SampleBill.published();
        SettlementFigures settled =
                quote.with(Figure.ACCT_PAY, "100.00")
                        .with(Figure.PSN_CASH_PAY, "2585.99")
                        .with(Figure.BALC, "1.00");
        assertThat(settled.differencesFrom(quote))
                .containsExactly(Figure.ACCT_PAY, Figure.PSN_CASH_PAY);
        assertThat(quote.with(Figure.BALC, "2.00").differencesFrom(quote)).isEmpty();
    }

    @Test
    void a_bill_and_the_one_that_cancels_it_leave_nothing() {
        SettlementFigures bill = SampleBill.followUp().figures();
        SettlementFigures cancelled = bill.negated();
        for (Figure figure : Figure.FUNDS) {
            assertThat(bill.get(figure).plus(cancelled.get(figure))).isEqualTo(Money.ZERO);
        }
        assertThat(cancelled.get(Figure.BALC)).isEqualTo(bill.get(Figure.BALC));
    }

    @Test
    void a_line_is_read_with_prices_of_six_and_counts_of_four_decimals() {
        Map<String, String> row =
                Map.of(
                        "feedetl_sn", "A1",
                        "det_item_fee_sumamt", "1.00",
                        "pric", "0.333333",
                        "cnt", "3.0000",
                        "inscp_scp_amt", "1.00");
        LineFigures line = LineFigures.read(row::get);
        assertThat(line.splitSum()).isEqualTo(Money.ofYuan("1.00"));
        assertThat(line.pric()).hasToString("0.333333");
        assertThatThrownBy(() -> LineFigures.read(Map.of("det_item_fee_sumamt", "1")::get))
                .hasMessageContaining("pric");
    }
}
