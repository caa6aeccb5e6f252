package org.yunzhen.sandbox.nhsa;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.yunzhen.sandbox.exchange.Json;

/** 2001 人员待遇享受检查: entitled for the own insurance and the kinds of care it knows. */
final class BenefitCheck implements Transaction {
    @Override
    public Set<String> infnos() {
        return Set.of("2001");
    }

    @Override
    public ObjectNode run(Call call) {
        Fields in = call.data();
        Person person = call.person(in);
        String insutype = in.text("insutype", 6);
        in.text("fixmedins_code", 12);
        String medType = in.text("med_type", 6);
        in.text("begntime", 19);
        String reason = reason(person, insutype, medType);
        ObjectNode output = Json.object();
        output.putArray("trtinfo")
                .addObject()
                .put("psn_no", person.psnNo())
                .put("trt_chk_type", "1")
                .put("fund_pay_type", SettlementInfo.poolFund(insutype))
                .put("trt_enjymnt_flag", reason.isEmpty() ? "1" : "0")
                .put("begndate", call.now().getYear() + "-01-01")
                .put("enddate", call.now().getYear() + "-12-31")
                .put("trt_chk_rslt", reason);
        return output;
    }

    private static String reason(Person person, String insutype, String medType) {
        if (!person.insutype().equals(insutype)) {
            return "未参加该险种：" + insutype;
        }
        return Policy.knows(medType) ? "" : "该医疗类别不享受门诊待遇：" + medType;
    }
}
