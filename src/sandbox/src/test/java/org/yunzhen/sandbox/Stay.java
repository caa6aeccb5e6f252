package org.yunzhen.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import org.yunzhen.sandbox.exchange.Json;

/** One insured visit at the desk, from 1101 to the bill. */
final class Stay {
    /** Class A, class B and class C by the published rule of the last digit. */
    static final String CLASS_A = "XJ01XDT045A001010104641";

    static final String CLASS_B = "XN01BBA064B002010178766";
    static final String CLASS_C = "XA02BCO012C003010178769";

    final Desk desk;
    final String psnNo;
    final String insutype;
    final String certno;
    final String iptOtpNo;
    String mdtrtId = "";

    private Stay(Desk desk, JsonNode person, String certno, String iptOtpNo) {
        this.desk = desk;
        this.psnNo = person.path("baseinfo").path("psn_no").asText();
        JsonNode insurances = person.path("insuinfo");
        this.insutype = insurances.path(insurances.size() - 1).path("insutype").asText();
        this.certno = certno;
        this.iptOtpNo = iptOtpNo;
    }

    /** A synthetic resident born 1980-01-01; even sequence tens make an employee (310). */
    static String resident(int sequence) {
        String body = "51040219800101%03d".formatted(sequence);
        int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += weights[i] * (body.charAt(i) - '0');
        }
        return body + "10X98765432".charAt(sum % 11);
    }

    static Stay of(Desk desk, int sequence) {
        String certno = resident(sequence);
        JsonNode person =
                desk.done(
                        "1101",
                        Desk.data(
                                "mdtrt_cert_type",
                                "02",
                                "mdtrt_cert_no",
                                certno,
                                "psn_name",
                                "测试" + sequence));
        return new Stay(desk, person, certno, "OTP" + Desk.newMsgid().substring(20));
    }

    Stay register() {
        mdtrtId = desk.done("2201", registration()).path("data").path("mdtrt_id").asText();
        return this;
    }

    ObjectNode registration() {
        return Desk.data(
                "psn_no", psnNo,
                "insutype", insutype,
                "begntime", Desk.now(),
                "mdtrt_cert_type", "02",
                "mdtrt_cert_no", certno,
                "ipt_otp_no", iptOtpNo,
                "atddr_no", "D510402000001",
                "dr_name", "演示医师",
                "dept_code", "A03",
                "dept_name", "内科",
                "caty", "A03");
    }

    Stay describe() {
        Desk.requireDone(desk.send("2203A", Desk.newMsgid(), description("11")));
        return this;
    }

    ObjectNode description(String medType) {
        ObjectNode input = Json.object();
        input.set(
                "mdtrtinfo",
                Desk.data(
                        "mdtrt_id", mdtrtId,
                        "psn_no", psnNo,
                        "med_type", medType,
                        "begntime", Desk.now()));
        input.putArray("diseinfo")
                .add(
                        Desk.data(
                                "diag_type", "1",
                                "diag_srt_no", 1,
                                "diag_code", "I10.x00",
                                "diag_name", "高血压",
                                "diag_dept", "A03",
                                "dise_dor_no", "D510402000001",
                                "dise_dor_name", "演示医师",
                                "diag_time", Desk.now(),
                                "vali_flag", "1"));
        return input;
    }

    ObjectNode line(String sn, String batch, String code, String pric, String cnt, String sum) {
        return Desk.data(
                "feedetl_sn",
                sn,
                "mdtrt_id",
                mdtrtId,
                "psn_no",
                psnNo,
                "chrg_bchno",
                batch,
                "rx_circ_flag",
                "0",
                "fee_ocur_time",
                Desk.now(),
                "med_list_codg",
                code,
                "medins_list_codg",
                "L" + code,
                "det_item_fee_sumamt",
                new BigDecimal(sum),
                "cnt",
                new BigDecimal(cnt),
                "pric",
                new BigDecimal(pric),
                "bilg_dept_codg",
                "A03",
                "bilg_dept_name",
                "内科",
                "bilg_dr_codg",
                "D510402000001",
                "bilg_dr_name",
                "演示医师",
                "hosp_appr_flag",
                "1");
    }

    JsonNode upload(ObjectNode... lines) {
        ObjectNode input = Json.object();
        ArrayNode detail = input.putArray("feedetail");
        for (ObjectNode line : lines) {
            detail.add(line);
        }
        return desk.send("2204", Desk.newMsgid(), input);
    }

    /** Registered, described, and 250.00 of class A, B and C uploaded in batch B1. */
    Stay withFees() {
        register().describe();
        Desk.requireDone(
                upload(
                        line("1", "B1", CLASS_A, "60", "2", "120.00"),
                        line("2", "B1", CLASS_B, "50", "2", "100.00"),
                        line("3", "B1", CLASS_C, "30", "1", "30.00")));
        return this;
    }

    ObjectNode order(String sum) {
        return Desk.data(
                "psn_no",
                psnNo,
                "mdtrt_cert_type",
                "02",
                "mdtrt_cert_no",
                certno,
                "med_type",
                "11",
                "medfee_sumamt",
                sum,
                "psn_setlway",
                "01",
                "mdtrt_id",
                mdtrtId,
                "chrg_bchno",
                "B1",
                "acct_used_flag",
                "1",
                "insutype",
                insutype);
    }

    JsonNode quote() {
        return desk.done("2206", order("250.00")).path("setlinfo");
    }

    /** The 2207 input for the fees of {@link #withFees}. */
    ObjectNode settlement() {
        return order("250.00")
                .put("invono", "INV1")
                .put("fulamt_ownpay_amt", "30.00")
                .put("overlmt_selfpay", "0.00")
                .put("preselfpay_amt", "10.00")
                .put("inscp_scp_amt", "210.00");
    }

    JsonNode settle(String msgid) {
        return Desk.requireDone(desk.call("2207", msgid, settlement())).path("setlinfo");
    }

    ObjectNode cancellation(String setlId) {
        return Desk.data("setl_id", setlId, "mdtrt_id", mdtrtId, "psn_no", psnNo);
    }

    JsonNode find() {
        return desk.done("5203", Desk.data("psn_no", psnNo, "setl_id", "", "mdtrt_id", mdtrtId));
    }

    ObjectNode reversal(String omsgid, String oinfno) {
        return Desk.data("psn_no", psnNo, "omsgid", omsgid, "oinfno", oinfno);
    }

    long accountFen() {
        return desk.get("/sandbox/persons/" + psnNo).path("account_fen").asLong();
    }
}
