package org.yunzhen.sandbox.nhsa;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import org.yunzhen.sandbox.exchange.Json;

/**
 * 2201 门诊挂号. The hospital's own visit number (ipt_otp_no) makes it repeatable: the same number and
 * person get the same mdtrt_id as long as the registration stands.
 */
final class Registration implements Transaction {
    @Override
    public Set<String> infnos() {
        return Set.of("2201");
    }

    @Override
    public ObjectNode run(Call call) {
        Fields in = call.data();
        Entry.Registered wish = wish(call, in);
        Optional<Visit> standing =
                call.registry()
                        .visitByNumber(call.fixmedins(), wish.iptOtpNo())
                        .filter(visit -> !visit.isCancelled());
        standing.ifPresent(visit -> requireSamePerson(visit, wish));
        if (standing.isEmpty()) {
            call.registry().record(wish);
        }
        ObjectNode output = Json.object();
        output.putObject("data")
                .put("mdtrt_id", standing.map(Visit::id).orElse(wish.mdtrtId()))
                .put("psn_no", wish.psnNo())
                .put("ipt_otp_no", wish.iptOtpNo());
        return output;
    }

    private static Entry.Registered wish(Call call, Fields in) {
        Person person = call.person(in);
        String insutype = in.text("insutype", 6);
        Refused.unless(person.insutype().equals(insutype), "未参加该险种：" + insutype);
        in.code("mdtrt_cert_type", Set.of("01", "02", "03"));
        in.text("mdtrt_cert_no", 50);
        in.text("atddr_no", 30);
        in.text("dept_code", 30);
        in.text("caty", 6);
        return new Entry.Registered(
                "5104%012d".formatted(call.registry().visits.size() + 1L),
                person.psnNo(),
                call.fixmedins(),
                insutype,
                in.text("ipt_otp_no", 30),
                Fields.TIME.format(in.time("begntime")),
                in.text("dr_name", 50),
                in.text("dept_name", 100));
    }

    private static void requireSamePerson(Visit visit, Entry.Registered wish) {
        boolean same =
                visit.registered().psnNo().equals(wish.psnNo())
                        && visit.registered().insutype().equals(wish.insutype());
        Refused.unless(same, "住院/门诊号已被占用：ipt_otp_no=" + wish.iptOtpNo());
    }
}
