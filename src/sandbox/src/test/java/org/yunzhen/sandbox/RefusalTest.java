package org.yunzhen.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yunzhen.sandbox.exchange.Json;

/** What the platform does not do, and what it says then. */
class RefusalTest extends SandboxTest {

    private HttpResponse<byte[]> knock(Map<String, String> headers) {
        ObjectNode input = Json.object();
        byte[] body = Json.write(desk.envelope("9001", Desk.newMsgid(), input));
        return desk.post(Desk.NHSA, body, headers);
    }

    private void assertStopped(Map<String, String> headers, String because) {
        HttpResponse<byte[]> stopped = knock(headers);
        assertThat(stopped.statusCode()).isEqualTo(401);
        assertThat(Json.read(stopped.body()).path("message").asText()).contains(because);
    }

    private static void assertRefused(JsonNode answer, String because) {
        assertThat(answer.path("infcode").asInt()).isEqualTo(-2);
        assertThat(answer.path("err_msg").asText()).contains(because);
    }

    @Test
    void the_gateway_stops_a_wrong_token_an_old_time_and_a_missing_header() {
        String now = String.valueOf(System.currentTimeMillis() / 1000);
        assertStopped(Desk.gatewayHeaders(now, "another-token"), "签名验证失败");
        String old = String.valueOf(System.currentTimeMillis() / 1000 - 200);
        assertStopped(Desk.gatewayHeaders(old, "demo-token-0001"), "窗口");
        Map<String, String> incomplete = new HashMap<>(Desk.gatewayHeaders());
        incomplete.remove("x-tif-nonce");
        assertStopped(incomplete, "x-tif-nonce");
        Map<String, String> stranger = new HashMap<>(Desk.gatewayHeaders());
        stranger.put("x-tif-paasid", "stranger");
        assertStopped(stranger, "未知的应用");
    }

    @Test
    void the_gateway_lets_a_nonce_pass_once() {
        Map<String, String> headers = Desk.gatewayHeaders();
        assertThat(knock(headers).statusCode()).isEqualTo(200);
        assertStopped(headers, "随机串重复");
    }

    @Test
    void the_envelope_is_checked_for_form_and_length() {
        ObjectNode input = Json.object();
        input.putObject("data");
        assertRefused(desk.send("1101", "short", input), "报文标识");
        assertRefused(sendWith("opter_type", "9"), "opter_type");
        assertRefused(sendWith("inf_time", "2026/01/01"), "inf_time");
        assertRefused(sendWith("recer_sys_code", "x".repeat(11)), "字段超长：recer_sys_code");
        assertRefused(sendWith("fixmedins_name", ""), "必填字段为空：fixmedins_name");
        assertRefused(desk.send("9999", Desk.newMsgid(), input), "不支持的交易");
    }

    private JsonNode sendWith(String field, String value) {
        ObjectNode input = Json.object();
        input.putObject("data");
        byte[] body = Json.write(desk.envelope("1101", Desk.newMsgid(), input).put(field, value));
        return Json.read(desk.post(Desk.NHSA, body, Desk.gatewayHeaders()).body());
    }

    @Test
    void nothing_is_done_before_sign_in_or_after_sign_out() {
        ObjectNode who = Desk.data("mdtrt_cert_type", "02", "mdtrt_cert_no", Stay.resident(1));
        assertRefused(new Desk(sandbox.baseUrl()).call("1101", who), "未签到");
        ObjectNode input = Json.object();
        input.set("signOut", Desk.data("sign_no", desk.signNo(), "opter_no", "operator01"));
        Desk.requireDone(desk.send("9002", Desk.newMsgid(), input));
        assertRefused(desk.call("1101", who), "未签到");
        assertThat(desk.signIn().call("1101", who).path("infcode").asInt()).isZero();
    }

    @Test
    void persons_and_visits_must_be_known() {
        assertRefused(
                desk.call(
                        "1101",
                        Desk.data("mdtrt_cert_type", "02", "mdtrt_cert_no", "510402190001010012")),
                "证件号码校验不通过");
        Stay stay = Stay.of(desk, 1);
        assertRefused(desk.call("2201", stay.registration().put("psn_no", "1")), "未查询到参保人员信息");
        assertRefused(desk.call("2201", stay.registration().put("insutype", "390")), "未参加该险种");
        stay.mdtrtId = "510400000000";
        assertRefused(desk.call("2206", stay.order("1.00")), "未查询到就诊登记信息");
        stay.register();
        Stay other = Stay.of(desk, 3);
        other.mdtrtId = stay.mdtrtId;
        assertRefused(desk.call("2206", other.order("1.00")), "人员编号不符");
    }

    @Test
    void fee_lines_must_be_sound() {
        Stay stay = Stay.of(desk, 1).register();
        ObjectNode line = stay.line("1", "B1", Stay.CLASS_A, "10", "2", "20.00");
        assertRefused(stay.upload(line), "未上传就诊信息");
        stay.describe();
        assertRefused(stay.upload(line.deepCopy().put("det_item_fee_sumamt", "20.02")), "单价×数量");
        assertRefused(stay.upload(line.deepCopy().put("det_item_fee_sumamt", "20.001")), "小数位数");
        assertRefused(stay.upload(line.deepCopy().put("cnt", "-2")), "不能为负");
        assertRefused(stay.upload(line, line), "流水号重复");
        Desk.requireDone(stay.upload(line));
        Desk.requireDone(stay.upload(line));
        assertRefused(
                stay.upload(stay.line("1", "B1", Stay.CLASS_A, "11", "2", "22.00")), "已存在且内容不同");
        assertRefused(desk.call("2206", stay.order("40.00")), "与明细合计不符");
    }

    @Test
    void a_settlement_must_match_its_quote_and_happens_once() {
        Stay stay = Stay.of(desk, 1).withFees();
        assertRefused(
                desk.call("2207", stay.settlement().put("preselfpay_amt", "9.99")), "预结算结果不符");
        assertRefused(desk.call("2206", stay.order("249.99")), "与明细合计不符");
        stay.settle(Desk.newMsgid());
        assertRefused(desk.call("2207", stay.settlement()), "已结算");
        assertRefused(stay.upload(stay.line("9", "B1", Stay.CLASS_A, "1", "1", "1.00")), "已结算");
        assertRefused(
                desk.call(
                        "2205",
                        Desk.data(
                                "mdtrt_id",
                                stay.mdtrtId,
                                "chrg_bchno",
                                "B1",
                                "psn_no",
                                stay.psnNo)),
                "已结算");
        assertRefused(
                desk.call(
                        "2202",
                        Desk.data(
                                "psn_no",
                                stay.psnNo,
                                "mdtrt_id",
                                stay.mdtrtId,
                                "ipt_otp_no",
                                stay.iptOtpNo)),
                "不能撤销挂号");
    }
}
