package org.yunzhen.sandbox.nhsa;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.Set;
import org.yunzhen.sandbox.exchange.Json;

/** 5201 就诊信息查询: the visits of a person that began within a time, by med_type or mdtrt_id. */
final class VisitQuery implements Transaction {
    @Override
    public Set<String> infnos() {
        return Set.of("5201");
    }

    @Override
    public ObjectNode run(Call call) {
        Fields in = call.data();
        Person person = call.person(in);
        LocalDate from = in.date("begntime");
        LocalDate until = in.date("endtime");
        String medType = in.optional("med_type", 6);
        String mdtrtId = in.optional("mdtrt_id", 30);
        ObjectNode output = Json.object();
        ArrayNode rows = output.putArray("mdtrtinfo");
        call.registry().visits.values().stream()
                .filter(visit -> visit.registered().psnNo().equals(person.psnNo()))
                .filter(visit -> visit.registered().fixmedins().equals(call.fixmedins()))
                .filter(visit -> mdtrtId.isEmpty() || visit.id().equals(mdtrtId))
                .filter(visit -> within(visit, from, until))
                .filter(visit -> medType.isEmpty() || medType.equals(medType(visit)))
                .forEach(visit -> rows.add(row(visit, person, call)));
        return output;
    }

    private static boolean within(Visit visit, LocalDate from, LocalDate until) {
        LocalDate began = LocalDate.parse(visit.registered().begntime().substring(0, 10));
        return !began.isBefore(from) && !began.isAfter(until);
    }

    private static String medType(Visit visit) {
        return visit.isDescribed() ? visit.described().medType() : "";
    }

    private static ObjectNode row(Visit visit, Person person, Call call) {
        ObjectNode row = Json.object().put("mdtrt_id", visit.id()).put("psn_no", person.psnNo());
        row.setAll(People.identity(person, call.now()));
        return row.put("insutype", visit.registered().insutype())
                .put("psn_type", person.psnType())
                .put("begntime", visit.registered().begntime())
                .put("med_type", medType(visit))
                .put("ipt_otp_no", visit.registered().iptOtpNo())
                .put("dise_codg", visit.isDescribed() ? visit.described().diseCodg() : "")
                .put("dise_name", visit.isDescribed() ? visit.described().diseName() : "")
                .put("dept_name", visit.registered().deptName())
                .put("dr_name", visit.registered().drName())
                .put("fixmedins_code", visit.registered().fixmedins())
                .put("vali_flag", visit.isCancelled() ? "0" : "1");
    }
}
