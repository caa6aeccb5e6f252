package org.yunzhen.sandbox.nhsa;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.yunzhen.sandbox.exchange.Json;

/** 2203, 2203A 门诊就诊信息上传: kind of care and diagnoses; the last upload counts. */
final class VisitUpload implements Transaction {
    @Override
    public Set<String> infnos() {
        return Set.of("2203", "2203A");
    }

    @Override
    public ObjectNode run(Call call) {
        Fields in = call.input().child("mdtrtinfo");
        Visit visit = call.visit(in);
        String medType = in.text("med_type", 6);
        Refused.unless(Policy.knows(medType), "不支持的医疗类别：med_type=" + medType);
        in.time("begntime");
        in.optional("main_cond_dscr", 1000);
        String disease = in.optional("dise_codg", 30);
        Refused.unless(
                !medType.equals(Policy.CHRONIC) || !disease.isEmpty(), "门诊慢特病必须上传病种编码 dise_codg");
        List<Fields> diagnoses = call.input().children("diseinfo");
        Refused.unless(!diagnoses.isEmpty(), "诊断信息不能为空：diseinfo");
        diagnoses.forEach(VisitUpload::requireDiagnosis);
        boolean settled = visit.settlements().stream().anyMatch(Settlement::isLive);
        boolean sameKind = visit.isDescribed() && visit.described().medType().equals(medType);
        Refused.unless(!settled || sameKind, "就诊已结算，不能变更医疗类别");
        call.registry()
                .record(
                        new Entry.VisitDescribed(
                                visit.id(),
                                medType,
                                disease,
                                in.optional("dise_name", 500),
                                diagnoses.size()));
        return Json.object();
    }

    private static void requireDiagnosis(Fields diagnosis) {
        diagnosis.text("diag_type", 3);
        diagnosis.decimal("diag_srt_no", 0);
        diagnosis.text("diag_code", 20);
        diagnosis.text("diag_name", 100);
        diagnosis.text("diag_dept", 50);
        diagnosis.text("dise_dor_no", 30);
        diagnosis.text("dise_dor_name", 50);
        diagnosis.time("diag_time");
        diagnosis.text("vali_flag", 3);
    }
}
