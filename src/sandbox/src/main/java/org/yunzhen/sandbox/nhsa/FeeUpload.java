package org.yunzhen.sandbox.nhsa;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.yunzhen.sandbox.exchange.Json;

/**
 * 2204 门诊费用明细上传: splits each line. A line that is there already with the same content is answered
 * again; with another content it is refused.
 */
final class FeeUpload implements Transaction {
    private static final int LINES_MAX = 100;

    @Override
    public Set<String> infnos() {
        return Set.of("2204");
    }

    @Override
    public ObjectNode run(Call call) {
        List<Fields> in = call.input().children("feedetail");
        Refused.unless(!in.isEmpty(), "费用明细不能为空：feedetail");
        Refused.unless(in.size() <= LINES_MAX, "单次上传明细超过" + LINES_MAX + "条");
        Visit visit = call.visit(in.get(0));
        Refused.unless(visit.isDescribed(), "未上传就诊信息（2203），不能上传费用明细");
        in.forEach(line -> requireSameVisit(line, visit));
        List<FeeLine> lines = in.stream().map(l -> FeeLine.read(l, call.catalogue())).toList();
        requireDistinct(lines);
        lines.forEach(line -> requireAllowed(line, visit));
        List<FeeLine> fresh = lines.stream().filter(l -> visit.line(l.sn()) == null).toList();
        if (!fresh.isEmpty()) {
            call.registry().record(new Entry.FeesUploaded(visit.id(), fresh));
        }
        return output(lines);
    }

    private static void requireSameVisit(Fields line, Visit visit) {
        boolean same =
                line.text("mdtrt_id", 30).equals(visit.id())
                        && line.text("psn_no", 30).equals(visit.registered().psnNo());
        Refused.unless(same, "一次上传的明细必须属于同一就诊");
    }

    private static void requireDistinct(List<FeeLine> lines) {
        Set<String> seen = new HashSet<>();
        for (FeeLine line : lines) {
            Refused.unless(seen.add(line.sn()), "费用明细流水号重复：feedetl_sn=" + line.sn());
        }
    }

    private static void requireAllowed(FeeLine line, Visit visit) {
        FeeLine known = visit.line(line.sn());
        Refused.unless(
                known == null || known.equals(line), "费用明细流水号已存在且内容不同：feedetl_sn=" + line.sn());
        Refused.unless(
                known != null || !visit.isSettled(line.batch()),
                "收费批次已结算：chrg_bchno=" + line.batch());
        boolean oneDisease =
                visit.lines(line.batch()).stream()
                        .allMatch(other -> other.diseCodg().equals(line.diseCodg()));
        Refused.unless(oneDisease, "同一收费批次只能对应一个病种：chrg_bchno=" + line.batch());
    }

    /** The last line first: nothing says that the order is that of the question. */
    private static ObjectNode output(List<FeeLine> lines) {
        ObjectNode output = Json.object();
        ArrayNode result = output.putArray("result");
        lines.forEach(line -> result.insert(0, split(line)));
        return output;
    }

    private static ObjectNode split(FeeLine line) {
        return Json.object()
                .put("feedetl_sn", line.sn())
                .put("det_item_fee_sumamt", People.yuan(line.total()))
                .put("cnt", line.cnt())
                .put("pric", line.pric())
                .put("pric_uplmt_amt", line.limit())
                .put("selfpay_prop", line.selfpayProp())
                .put("fulamt_ownpay_amt", People.yuan(line.ownpay()))
                .put("overlmt_amt", People.yuan(line.overlmt()))
                .put("preselfpay_amt", People.yuan(line.preselfpay()))
                .put("inscp_scp_amt", People.yuan(line.inscp()))
                .put("chrgitm_lv", line.level())
                .put("med_chrgitm_type", chargeType(line.code()))
                .put("bas_medn_flag", "0")
                .put("hi_nego_drug_flag", "0")
                .put("chld_medc_flag", "0")
                .put("list_sp_item_flag", "0")
                .put("lmt_used_flag", "0")
                .put("drt_reim_flag", "0")
                .put("memo", "");
    }

    /** 09 western medicine, 11 proprietary Chinese medicine, 10 herbs, 14 all else. */
    private static String chargeType(String code) {
        return switch (code.charAt(0)) {
            case 'X' -> "09";
            case 'Z' -> "11";
            case 'T' -> "10";
            default -> "14";
        };
    }
}
