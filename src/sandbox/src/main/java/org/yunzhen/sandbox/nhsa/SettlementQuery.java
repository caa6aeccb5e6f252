package org.yunzhen.sandbox.nhsa;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import org.yunzhen.sandbox.exchange.Json;

/**
 * 5203 结算信息查询: one bill, by setl_id or, after a lost answer, by mdtrt_id alone.
 *
 * <p>Of several bills of a visit it gives the newest that stands, else the newest cancelled one; a
 * medins_setl_id in the input picks the one that this message made. Bills made void by 2601 are not
 * found. When there is none, success without `setlinfo`.
 */
final class SettlementQuery implements Transaction {
    private static final Comparator<Settlement> LIVE_THEN_NEWEST =
            Comparator.comparing(Settlement::isLive).thenComparing(s -> s.bill().setlId());

    @Override
    public Set<String> infnos() {
        return Set.of("5203");
    }

    @Override
    public ObjectNode run(Call call) {
        Fields in = call.data();
        Person person = call.person(in);
        String setlId = in.optional("setl_id", 30);
        String mdtrtId = in.optional("mdtrt_id", 30);
        String msgid = in.optional("medins_setl_id", 30);
        Refused.unless(!setlId.isEmpty() || !mdtrtId.isEmpty(), "setl_id 与 mdtrt_id 不能同时为空");
        Optional<Settlement> found =
                call.registry().settlements.values().stream()
                        .filter(s -> s.bill().psnNo().equals(person.psnNo()))
                        .filter(s -> s.bill().fixmedins().equals(call.fixmedins()))
                        .filter(s -> s.status() != Settlement.Status.REVERSED)
                        .filter(s -> setlId.isEmpty() || s.bill().setlId().equals(setlId))
                        .filter(s -> mdtrtId.isEmpty() || s.bill().mdtrtId().equals(mdtrtId))
                        .filter(s -> msgid.isEmpty() || s.bill().msgid().equals(msgid))
                        .max(LIVE_THEN_NEWEST);
        return found.map(s -> SettlementInfo.queried(s, person, call.now()))
                .orElseGet(SettlementQuery::nothing);
    }

    private static ObjectNode nothing() {
        ObjectNode output = Json.object();
        output.putArray("setldetail");
        return output;
    }
}
