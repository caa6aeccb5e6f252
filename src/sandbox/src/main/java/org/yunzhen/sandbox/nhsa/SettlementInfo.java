package org.yunzhen.sandbox.nhsa;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import org.yunzhen.sandbox.exchange.Json;

/** The nodes `setlinfo` and `setldetail` of 2206, 2207, 2208 and 5203. */
final class SettlementInfo {
    private static final String ACCOUNT = "310200";
    private static final BigDecimal ZERO = People.yuan(0);

    private SettlementInfo() {}

    /** The pooling fund of an insurance. */
    static String poolFund(String insutype) {
        return insutype.equals(Person.EMPLOYEE) ? "310100" : "390100";
    }

    /** Output of a quote or a bill. */
    static ObjectNode output(Bill bill, Person person, LocalDateTime now) {
        ObjectNode output = Json.object();
        output.set("setlinfo", info(bill, person, now));
        output.set("setldetail", detail(bill));
        return output;
    }

    /** Output of 2208: the bill's figures, with time, message and balance of the cancellation. */
    static ObjectNode cancelled(Settlement settlement, Person person, LocalDateTime now) {
        ObjectNode output = output(settlement.bill(), person, now);
        ((ObjectNode) output.get("setlinfo"))
                .put("setl_time", settlement.cancelledAt())
                .put("medins_setl_id", settlement.cancelMsgid())
                .put("balc", People.yuan(person.account()));
        return output;
    }

    /** Output of 5203, which names two fields differently and adds a few. */
    static ObjectNode queried(Settlement settlement, Person person, LocalDateTime now) {
        ObjectNode output = output(settlement.bill(), person, now);
        ObjectNode info = (ObjectNode) output.get("setlinfo");
        info.set("psn_pay", info.remove("psn_part_amt"));
        info.set("cash_payamt", info.remove("psn_cash_pay"));
        info.put("pay_loc", "2")
                .put("hosp_lv", "03")
                .put("fixmedins_poolarea", PersonInfo.REGION)
                .put("lmtpric_hosp_lv", "03")
                .put("dedc_hosp_lv", "03")
                .put("refd_setl_flag", settlement.isLive() ? "0" : "1")
                .put("year", String.valueOf(settlement.bill().year()));
        return output;
    }

    private static ObjectNode info(Bill bill, Person person, LocalDateTime now) {
        ObjectNode node = Json.object().put("mdtrt_id", bill.mdtrtId());
        if (bill.setlId() != null) {
            node.put("setl_id", bill.setlId());
        }
        node.put("psn_no", bill.psnNo());
        node.setAll(People.identity(person, now));
        node.put("insutype", bill.insutype())
                .put("psn_type", person.psnType())
                .put("cvlserv_flag", "0")
                .put("setl_time", bill.at())
                .put("mdtrt_cert_type", bill.certType())
                .put("med_type", bill.medType());
        putShares(node, bill);
        return node.put("balc", People.yuan(bill.balance()))
                .put("acct_mulaid_pay", ZERO)
                .put("medins_setl_id", bill.msgid())
                .put("clr_optins", PersonInfo.REGION)
                .put("clr_way", "1")
                .put("clr_type", TotalsCheck.OUTPATIENT);
    }

    private static void putShares(ObjectNode node, Bill bill) {
        Shares shares = bill.shares();
        BigDecimal ratio = shares.fund() == 0 ? BigDecimal.ZERO : bill.policy().ratio();
        node.put("medfee_sumamt", People.yuan(shares.medfee()))
                .put("fulamt_ownpay_amt", People.yuan(shares.ownpay()))
                .put("overlmt_selfpay", People.yuan(shares.overlmt()))
                .put("preselfpay_amt", People.yuan(shares.preselfpay()))
                .put("inscp_scp_amt", People.yuan(shares.inscp()))
                .put("act_pay_dedc", People.yuan(shares.dedc()))
                .put("hifp_pay", People.yuan(shares.fund()))
                .put("pool_prop_selfpay", ratio.setScale(4));
        for (String none :
                new String[] {
                    "cvlserv_pay",
                    "hifes_pay",
                    "hifmi_pay",
                    "hifob_pay",
                    "hifdm_pay",
                    "maf_pay",
                    "oth_pay",
                    "hosp_part_amt"
                }) {
            node.put(none, ZERO);
        }
        node.put("fund_pay_sumamt", People.yuan(shares.fund()))
                .put("psn_part_amt", People.yuan(shares.personal()))
                .put("acct_pay", People.yuan(shares.acct()))
                .put("psn_cash_pay", People.yuan(shares.cash()));
    }

    private static ArrayNode detail(Bill bill) {
        Shares shares = bill.shares();
        ArrayNode detail = Json.array();
        detail.addObject()
                .put("fund_pay_type", poolFund(bill.insutype()))
                .put("inscp_scp_amt", People.yuan(shares.inscp()))
                .put("crt_payb_lmt_amt", People.yuan(bill.policy().cap()))
                .put("fund_payamt", People.yuan(shares.fund()))
                .put(
                        "fund_pay_type_name",
                        bill.insutype().equals("310") ? "职工基本医疗保险统筹基金" : "城乡居民基本医疗保险基金")
                .put("setl_proc_info", "");
        if (shares.acct() > 0) {
            detail.addObject()
                    .put("fund_pay_type", ACCOUNT)
                    .put("inscp_scp_amt", ZERO)
                    .put("crt_payb_lmt_amt", ZERO)
                    .put("fund_payamt", People.yuan(shares.acct()))
                    .put("fund_pay_type_name", "个人账户")
                    .put("setl_proc_info", "");
        }
        return detail;
    }
}
