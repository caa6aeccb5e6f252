package org.yunzhen.sandbox.nhsa;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * 2208 门诊结算撤销: gives the money of a bill back and answers with the bill's figures. The same msgid
 * may be repeated; another one is told that the bill is cancelled.
 */
final class SettleCancel implements Transaction {
    @Override
    public Set<String> infnos() {
        return Set.of("2208");
    }

    @Override
    public ObjectNode run(Call call) {
        Fields in = call.data();
        String msgid = call.envelope().msgid();
        Refused.unless(!call.registry().reversals.containsKey(msgid), "该报文已冲正：msgid=" + msgid);
        Visit visit = call.visit(in);
        String setlId = in.text("setl_id", 30);
        Settlement settlement = call.registry().settlements.get(setlId);
        boolean known =
                settlement != null
                        && settlement.bill().mdtrtId().equals(visit.id())
                        && settlement.status() != Settlement.Status.REVERSED;
        Refused.unless(known, "未查询到结算信息：setl_id=" + setlId);
        if (!settlement.cancelMsgid().equals(msgid)) {
            Refused.unless(settlement.isLive(), "该结算已撤销：setl_id=" + setlId);
            boolean unused = call.registry().settlementByMessage(msgid).isEmpty();
            Refused.unless(unused, "报文标识重复且内容不同：msgid=" + msgid);
            call.registry().record(new Entry.SettlementCancelled(setlId, msgid, call.time()));
        }
        Person person = call.registry().person(settlement.bill().psnNo());
        return SettlementInfo.cancelled(settlement, person, call.now());
    }
}
