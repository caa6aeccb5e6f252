package org.yunzhen.mappings.nhsa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yunzhen.mappings.nhsa.Figure.*;
import static org.yunzhen.mappings.nhsa.ProvinceSwitches.AccountSharingMode.*;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yunzhen.mappings.code.Language;
import org.yunzhen.mappings.money.Money;

class IdentityTest {

    private static final ProvinceSwitches ACCOUNT_IN_FUND =
            new ProvinceSwitches(true, INSIDE_ACCOUNT);
    private static final ProvinceSwitches SHARING_APART =
            new ProvinceSwitches(false, SEPARATE_TERM);

    @Test
    void the_published_bill_adds_up() {
        assertThat(broken(SampleBill.published(), ProvinceSwitches.DEFAULT)).isEmpty();
    }

    @Test
    void a_follow_up_with_lines_and_funds_adds_up() {
        assertThat(Identity.violations(SampleBill.followUp(), ProvinceSwitches.DEFAULT)).isEmpty();
    }

    /** One fen too much in one figure, and which identities notice. */
    @ParameterizedTest
    @CsvSource({
        "MEDFEE_SUMAMT,     100.01, I1 I2 I4",
        "FULAMT_OWNPAY_AMT, 12.01,  I2 I9",
        "OVERLMT_SELFPAY,   3.01,   I2 I9",
        "PRESELFPAY_AMT,    5.01,   I2 I9",
        "INSCP_SCP_AMT,     80.01,  I2 I9",
        "HIFP_PAY,          30.01,  I3",
        "CVLSERV_PAY,       5.02,   I3",
        "HIFES_PAY,         0.01,   I3",
        "HIFMI_PAY,         0.01,   I3",
        "HIFOB_PAY,         0.01,   I3",
        "HIFDM_PAY,         0.01,   I3",
        "MAF_PAY,           0.01,   I3",
        "OTH_PAY,           0.01,   I3",
        "FUND_PAY_SUMAMT,   35.02,  I3 I4 I6",
        "PSN_PART_AMT,      65.00,  I4 I5",
        "ACCT_PAY,          40.01,  I5",
        "PSN_CASH_PAY,      25.00,  I5",
        "HOSP_PART_AMT,     0.01,   I4",
        "ACT_PAY_DEDC,      80.01,  I10",
        "ACT_PAY_DEDC,      -0.01,  I10"
    })
    void a_fen_too_much_in_any_figure_is_noticed(Figure figure, String yuan, String identities) {
        Bill bill = SampleBill.followUp();
        Bill wrong = new Bill(bill.figures().with(figure, yuan), bill.lines(), bill.funds());
        assertThat(Identity.violations(wrong, ProvinceSwitches.DEFAULT))
                .extracting(violation -> violation.identity().name())
                .containsExactlyInAnyOrder(identities.split(" "));
    }

    @Test
    void a_line_that_is_not_its_parts_is_named() {
        Bill bill = SampleBill.followUp();
        List<LineFigures> lines = new ArrayList<>(bill.lines());
        LineFigures second = lines.get(1);
        lines.set(
                1,
                new LineFigures(
                        second.feedetlSn(),
                        Money.ofYuan("60.02"),
                        second.pric(),
                        second.cnt(),
                        second.fulamtOwnpayAmt(),
                        second.overlmtAmt(),
                        second.preselfpayAmt(),
                        second.inscpScpAmt()));
        assertThat(
                        Identity.violations(
                                new Bill(bill.figures(), lines, bill.funds()),
                                ProvinceSwitches.DEFAULT))
                .extracting(Violation::toString)
                .containsExactly(
                        "I1 medfee_sumamt: expected 100.02, is 100.00",
                        "I8 line 2: expected 60.00, is 60.02",
                        "I8 line 2: expected 60.00, is 60.02");
    }

    @Test
    void a_price_by_a_count_may_be_a_fen_off_and_no_more() {
        Bill bill = SampleBill.followUp();
        assertThat(Money.ofPrice(bill.lines().get(1).pric(), bill.lines().get(1).cnt()))
                .isEqualTo(Money.ofYuan("60.00"));
        assertThat(Identity.violations(priced(bill, "59.99"), ProvinceSwitches.DEFAULT)).isEmpty();
        assertThat(Identity.violations(priced(bill, "59.98"), ProvinceSwitches.DEFAULT))
                .singleElement()
                .extracting(Violation::difference)
                .isEqualTo(Money.ofYuan("0.02"));
    }

    @Test
    void a_fund_that_lists_more_than_the_share_is_noticed_and_account_rows_are_no_fund() {
        SettlementFigures figures = SampleBill.published();
        FundRow pool = new FundRow("310100", Money.ofYuan("3106.54"));
        FundRow account = new FundRow("310200", Money.ofYuan("11.11"));
        FundRow unknown = new FundRow("999997", Money.ofYuan("0.01"));
        assertThat(broken(figures, ProvinceSwitches.DEFAULT, pool, account)).isEmpty();
        assertThat(broken(figures, ProvinceSwitches.DEFAULT, pool, unknown))
                .containsExactly(Identity.I6);
    }

    @Test
    void where_the_funds_share_counts_the_account_the_switch_makes_the_bill_add_up() {
        SettlementFigures figures =
                SampleBill.figures(
                        """
                        medfee_sumamt    100.00
                        inscp_scp_amt    100.00
                        hifp_pay          60.00
                        fund_pay_sumamt   90.00
                        psn_part_amt      40.00
                        acct_pay          30.00
                        psn_cash_pay      10.00
                        """);
        assertThat(broken(figures, ACCOUNT_IN_FUND)).isEmpty();
        assertThat(broken(figures, ProvinceSwitches.DEFAULT))
                .containsExactly(Identity.I3, Identity.I4);
    }

    @Test
    void an_account_larger_than_the_share_that_counts_it_is_noticed() {
        SettlementFigures figures =
                SampleBill.figures(
                        """
                        medfee_sumamt    100.00
                        inscp_scp_amt    100.00
                        fund_pay_sumamt   20.00
                        psn_part_amt     100.00
                        acct_pay          30.00
                        psn_cash_pay      70.00
                        """);
        assertThat(broken(figures, ACCOUNT_IN_FUND)).contains(Identity.I7);
        assertThat(broken(figures, ProvinceSwitches.DEFAULT)).doesNotContain(Identity.I7);
    }

    @Test
    void a_familys_account_is_a_term_of_its_own_where_the_province_says_so() {
        SettlementFigures figures =
                SampleBill.figures(
                        """
                        medfee_sumamt     50.00
                        inscp_scp_amt     50.00
                        psn_part_amt      50.00
                        acct_pay          20.00
                        acct_mulaid_pay   25.00
                        psn_cash_pay       5.00
                        """);
        assertThat(broken(figures, SHARING_APART)).isEmpty();
        assertThat(broken(figures, ProvinceSwitches.DEFAULT)).containsExactly(Identity.I5);
    }

    @Test
    void funds_that_pay_beyond_the_scope_are_noticed() {
        SettlementFigures figures =
                SampleBill.figures(
                        """
                        medfee_sumamt     50.00
                        fulamt_ownpay_amt 20.00
                        inscp_scp_amt     30.00
                        hifp_pay          30.01
                        fund_pay_sumamt   30.01
                        psn_part_amt      19.99
                        psn_cash_pay      19.99
                        """);
        assertThat(broken(figures, ProvinceSwitches.DEFAULT)).containsExactly(Identity.I10);
    }

    @Test
    void the_bill_that_cancels_another_adds_up_like_it() {
        assertThat(broken(SampleBill.published().negated(), ProvinceSwitches.DEFAULT)).isEmpty();
    }

    @Test
    void every_identity_is_said_in_both_languages() {
        assertThat(Identity.values())
                .hasSize(10)
                .allSatisfy(
                        identity -> {
                            assertThat(identity.title(Language.ZH)).containsPattern("\\p{IsHan}");
                            assertThat(identity.title(Language.EN)).matches("\\p{ASCII}+");
                        });
    }

    private static List<Identity> broken(
            SettlementFigures figures, ProvinceSwitches switches, FundRow... funds) {
        Bill bill = new Bill(figures, Collections.emptyList(), List.of(funds));
        return Identity.violations(bill, switches).stream().map(Violation::identity).toList();
    }

    /** The same bill with the second line's price such that price by count gives this. */
    private static Bill priced(Bill bill, String product) {
        List<LineFigures> lines = new ArrayList<>(bill.lines());
        LineFigures second = lines.get(1);
        lines.set(
                1,
                new LineFigures(
                        second.feedetlSn(),
                        second.detItemFeeSumamt(),
                        new BigDecimal(product),
                        BigDecimal.ONE,
                        second.fulamtOwnpayAmt(),
                        second.overlmtAmt(),
                        second.preselfpayAmt(),
                        second.inscpScpAmt()));
        return new Bill(bill.figures(), lines, bill.funds());
    }
}
