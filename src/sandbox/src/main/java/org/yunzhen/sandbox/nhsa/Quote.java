package org.yunzhen.sandbox.nhsa;

import java.util.List;
import java.util.Set;

/** What 2206 and 2207 have in common: their input checked, and the bill that it would make. */
final class Quote {
    private Quote() {}

    /** The bill without a setlId; throws {@link Refused} when the order does not fit the visit. */
    static Bill of(Call call, Fields in) {
        Visit visit = call.visit(in);
        Person person = call.person(in);
        String batch = in.text("chrg_bchno", 30);
        String medType = in.text("med_type", 6);
        String insutype = in.text("insutype", 6);
        String certType = in.code("mdtrt_cert_type", Set.of("01", "02", "03"));
        in.optional("mdtrt_cert_no", 50);
        in.code("psn_setlway", Set.of("01"));
        boolean useAccount = in.code("acct_used_flag", Set.of("0", "1")).equals("1");
        Refused.unless(
                visit.isDescribed() && visit.described().medType().equals(medType),
                "医疗类别与就诊信息不符：med_type=" + medType);
        Refused.unless(
                visit.registered().insutype().equals(insutype), "险种与就诊登记不符：insutype=" + insutype);
        Refused.unless(!visit.isSettled(batch), "该收费批次已结算，不能重复结算：chrg_bchno=" + batch);
        List<FeeLine> lines = visit.lines(batch);
        Refused.unless(!lines.isEmpty(), "未查询到费用明细：chrg_bchno=" + batch);
        requireSum(in, lines);
        Policy policy = Policy.of(insutype, medType);
        Policy.Spent spent = person.spent(call.now().getYear(), policy);
        Shares shares = Shares.of(lines, policy, spent, useAccount ? person.account() : 0);
        return new Bill(
                null,
                call.envelope().msgid(),
                visit.id(),
                person.psnNo(),
                call.fixmedins(),
                batch,
                insutype,
                medType,
                certType,
                in.optional("invono", 20),
                call.time(),
                shares,
                person.account() - shares.acct());
    }

    private static void requireSum(Fields in, List<FeeLine> lines) {
        long claimed = in.fen("medfee_sumamt");
        long uploaded = lines.stream().mapToLong(FeeLine::total).sum();
        Refused.unless(
                claimed == uploaded,
                "医疗费总额与明细合计不符：medfee_sumamt="
                        + People.yuan(claimed).toPlainString()
                        + "，明细合计="
                        + People.yuan(uploaded).toPlainString());
    }
}
