package org.yunzhen.sandbox.nhsa;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.stream.Collectors;
import org.yunzhen.sandbox.exchange.Json;

/**
 * 2205 门诊费用明细撤销: one batch, or with {@code 0000} all that is not settled. Deleting what is deleted
 * succeeds; a batch that never was is refused.
 */
final class FeeDelete implements Transaction {
    private static final String ALL = "0000";

    @Override
    public Set<String> infnos() {
        return Set.of("2205");
    }

    @Override
    public ObjectNode run(Call call) {
        Fields in = call.data();
        Visit visit = call.visit(in);
        String batch = in.text("chrg_bchno", 30);
        Refused.unless(batch.equals(ALL) || visit.hadBatch(batch), "未查询到收费批次：chrg_bchno=" + batch);
        Refused.unless(
                batch.equals(ALL) || !visit.isSettled(batch), "收费批次已结算，不能撤销：chrg_bchno=" + batch);
        Set<String> sns =
                visit.lines().stream()
                        .filter(line -> batch.equals(ALL) || line.batch().equals(batch))
                        .filter(line -> !visit.isSettled(line.batch()))
                        .map(FeeLine::sn)
                        .collect(Collectors.toSet());
        if (!sns.isEmpty()) {
            call.registry().record(new Entry.FeesDeleted(visit.id(), sns));
        }
        return Json.object();
    }
}
