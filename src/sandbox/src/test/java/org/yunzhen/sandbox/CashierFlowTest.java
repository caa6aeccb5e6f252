package org.yunzhen.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** A visit as a cashier reads it: total = fund + account + cash, and what the account has left. */
class CashierFlowTest extends SandboxTest {

    private static String bill(JsonNode setlinfo) {
        return "%s = 自费 %s + 超限 %s + 先自付 %s + 范围内 %s | 起付 %s 统筹 %s 账户 %s 现金 %s 余额 %s"
                .formatted(
                        setlinfo.path("medfee_sumamt"),
                        setlinfo.path("fulamt_ownpay_amt"),
                        setlinfo.path("overlmt_selfpay"),
                        setlinfo.path("preselfpay_amt"),
                        setlinfo.path("inscp_scp_amt"),
                        setlinfo.path("act_pay_dedc"),
                        setlinfo.path("fund_pay_sumamt"),
                        setlinfo.path("acct_pay"),
                        setlinfo.path("psn_cash_pay"),
                        setlinfo.path("balc"));
    }

    @Test
    void an_employee_pays_the_deductible_once_then_the_fund_bears_sixty_percent() {
        Stay first = Stay.of(desk, 1).withFees();
        assertThat(bill(first.quote()))
                .isEqualTo(
                        "250.00 = 自费 30.00 + 超限 0.00 + 先自付 10.00 + 范围内 210.00"
                                + " | 起付 50.00 统筹 96.00 账户 124.00 现金 30.00 余额 1876.00");
        assertThat(bill(first.settle(Desk.newMsgid())))
                .isEqualTo(
                        "250.00 = 自费 30.00 + 超限 0.00 + 先自付 10.00 + 范围内 210.00"
                                + " | 起付 50.00 统筹 96.00 账户 124.00 现金 30.00 余额 1876.00");
        JsonNode asked = first.find().path("setlinfo");
        assertThat(asked.path("cash_payamt").decimalValue()).isEqualByComparingTo("30.00");
        assertThat(asked.path("psn_pay").decimalValue()).isEqualByComparingTo("154.00");
        Stay second = Stay.of(desk, 1).withFees();
        assertThat(bill(second.settle(Desk.newMsgid())))
                .isEqualTo(
                        "250.00 = 自费 30.00 + 超限 0.00 + 先自付 10.00 + 范围内 210.00"
                                + " | 起付 0.00 统筹 126.00 账户 94.00 现金 30.00 余额 1782.00");
    }

    @Test
    void a_resident_has_no_account_and_half_is_borne_by_the_fund() {
        Stay stay = Stay.of(desk, 11).withFees();
        assertThat(stay.insutype).isEqualTo("390");
        assertThat(bill(stay.settle(Desk.newMsgid())))
                .isEqualTo(
                        "250.00 = 自费 30.00 + 超限 0.00 + 先自付 10.00 + 范围内 210.00"
                                + " | 起付 30.00 统筹 90.00 账户 0.00 现金 160.00 余额 0.00");
    }

    @Test
    void the_fund_stops_at_the_yearly_cap() {
        for (int visit = 0; visit < 6; visit++) {
            Stay.of(desk, 11).withFees().settle(Desk.newMsgid());
        }
        JsonNode last = Stay.of(desk, 11).withFees().settle(Desk.newMsgid());
        assertThat(last.path("fund_pay_sumamt").decimalValue()).isEqualByComparingTo("0");
        JsonNode year = desk.get("/sandbox/persons/" + last.path("psn_no").asText()).path("years");
        assertThat(year.path(0).path("fund_fen").asLong()).isEqualTo(60_000);
    }

    @Test
    void a_line_is_split_by_class_and_price_limit_and_its_parts_add_up() {
        Stay stay = Stay.of(desk, 2).register().describe();
        JsonNode result =
                Desk.requireDone(
                                stay.upload(
                                        stay.line("a", "B1", Stay.CLASS_A, "12.345", "3", "37.04"),
                                        stay.line("b", "B1", Stay.CLASS_B, "600", "2", "1200.00"),
                                        stay.line("c", "B1", Stay.CLASS_C, "9.9", "1", "9.90"),
                                        stay.line("d", "B1", Stay.CLASS_A, "5", "1", "5.00")
                                                .put("hosp_appr_flag", "2")))
                        .path("result");
        assertThat(StreamSupport.stream(result.spliterator(), false).map(CashierFlowTest::split))
                .containsExactly(
                        "d 03 5.00 = 5.00 + 0.00 + 0.00 + 0.00",
                        "c 03 9.90 = 9.90 + 0.00 + 0.00 + 0.00",
                        "b 02 1200.00 = 0.00 + 200.00 + 100.00 + 900.00",
                        "a 01 37.04 = 0.00 + 0.00 + 0.00 + 37.04");
    }

    private static String split(JsonNode line) {
        return "%s %s %s = %s + %s + %s + %s"
                .formatted(
                        line.path("feedetl_sn").asText(),
                        line.path("chrgitm_lv").asText(),
                        line.path("det_item_fee_sumamt"),
                        line.path("fulamt_ownpay_amt"),
                        line.path("overlmt_amt"),
                        line.path("preselfpay_amt"),
                        line.path("inscp_scp_amt"));
    }

    @Test
    void a_cancelled_bill_gives_everything_back_and_the_visit_can_be_undone() {
        Stay stay = Stay.of(desk, 3).withFees();
        JsonNode settled = stay.settle(Desk.newMsgid());
        String setlId = settled.path("setl_id").asText();
        JsonNode cancelled = desk.done("2208", stay.cancellation(setlId)).path("setlinfo");
        assertThat(cancelled.path("fund_pay_sumamt")).isEqualTo(settled.path("fund_pay_sumamt"));
        assertThat(cancelled.path("balc").decimalValue()).isEqualByComparingTo("2000.00");
        assertThat(stay.find().path("setlinfo").path("refd_setl_flag").asText()).isEqualTo("1");
        JsonNode again = desk.call("2208", stay.cancellation(setlId));
        assertThat(again.path("infcode").asInt()).isEqualTo(-2);
        assertThat(again.path("err_msg").asText()).contains("已撤销");
        desk.done(
                "2205",
                Desk.data("mdtrt_id", stay.mdtrtId, "chrg_bchno", "0000", "psn_no", stay.psnNo));
        desk.done(
                "2202",
                Desk.data(
                        "psn_no",
                        stay.psnNo,
                        "mdtrt_id",
                        stay.mdtrtId,
                        "ipt_otp_no",
                        stay.iptOtpNo));
        assertThat(stay.accountFen()).isEqualTo(200_000);
        assertThat(desk.get("/sandbox/ledger").path("totals").path("medfee_fen").asLong()).isZero();
    }

    @Test
    void the_days_totals_are_flat_only_to_the_cent() {
        Stay kept = Stay.of(desk, 4).withFees();
        kept.settle(Desk.newMsgid());
        Stay cancelled = Stay.of(desk, 5).withFees();
        String setlId = cancelled.settle(Desk.newMsgid()).path("setl_id").asText();
        desk.done("2208", cancelled.cancellation(setlId));
        assertThat(totals("96.00")).isEqualTo("0 平");
        assertThat(totals("96.01")).startsWith("1 不平").contains("基金96.00");
    }

    private String totals(String fund) {
        JsonNode answer =
                desk.done(
                                "3201",
                                Desk.data(
                                        "insutype", "310",
                                        "clr_type", "11",
                                        "setl_optins", "510400",
                                        "stmt_begndate", Desk.today(),
                                        "stmt_enddate", Desk.today(),
                                        "medfee_sumamt", "250.00",
                                        "fund_pay_sumamt", fund,
                                        "acct_pay", "124.00",
                                        "fixmedins_setl_cnt", 3))
                        .path("stmtinfo");
        return answer.path("stmt_rslt").asText() + " " + answer.path("stmt_rslt_dscr").asText();
    }

    @Test
    void entitlement_and_visits_can_be_asked_for() {
        Stay stay = Stay.of(desk, 6).register().describe();
        JsonNode entitled =
                desk.done(
                                "2001",
                                Desk.data(
                                        "psn_no",
                                        stay.psnNo,
                                        "insutype",
                                        "310",
                                        "fixmedins_code",
                                        Desk.HOSPITAL,
                                        "med_type",
                                        "11",
                                        "begntime",
                                        Desk.now()))
                        .path("trtinfo")
                        .path(0);
        assertThat(entitled.path("trt_enjymnt_flag").asText()).isEqualTo("1");
        JsonNode visits =
                desk.done(
                                "5201",
                                Desk.data(
                                        "psn_no",
                                        stay.psnNo,
                                        "begntime",
                                        Desk.today(),
                                        "endtime",
                                        Desk.today(),
                                        "med_type",
                                        "11",
                                        "mdtrt_id",
                                        ""))
                        .path("mdtrtinfo");
        assertThat(visits).hasSize(1);
        assertThat(visits.path(0).path("ipt_otp_no").asText()).isEqualTo(stay.iptOtpNo);
    }
}
