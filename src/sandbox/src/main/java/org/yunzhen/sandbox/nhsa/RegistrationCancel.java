package org.yunzhen.sandbox.nhsa;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.yunzhen.sandbox.exchange.Json;

/** 2202 门诊挂号撤销: only once nothing is left on the visit; the same msgid may be repeated. */
final class RegistrationCancel implements Transaction {
    @Override
    public Set<String> infnos() {
        return Set.of("2202");
    }

    @Override
    public ObjectNode run(Call call) {
        Fields in = call.data();
        String msgid = call.envelope().msgid();
        Person person = call.person(in);
        Visit visit =
                call.registry()
                        .registeredVisit(in.text("mdtrt_id", 30), person.psnNo(), call.fixmedins());
        Refused.unless(
                visit.registered().iptOtpNo().equals(in.text("ipt_otp_no", 30)), "门诊号与就诊登记不符");
        boolean repeated = visit.cancelMsgid().equals(msgid);
        if (!repeated) {
            Refused.unless(!visit.isCancelled(), "就诊登记已撤销：mdtrt_id=" + visit.id());
            Refused.unless(visit.lines().isEmpty(), "存在未撤销的费用明细，不能撤销挂号");
            call.registry().record(new Entry.RegistrationCancelled(visit.id(), msgid));
        }
        return Json.object();
    }
}
