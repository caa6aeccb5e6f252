package org.yunzhen.sandbox.nhsa;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.yunzhen.sandbox.exchange.Json;

/**
 * 1101 人员信息获取: whoever has a resident number that passes its check is insured.
 *
 * <p>Credentials: 02 the number itself; 01 an ecToken {@code EC} + number; 03 a card number {@code
 * SC} + number with its card_sn; for 01 and 03 the field certno serves as well.
 */
final class PersonInfo implements Transaction {
    /** Panzhihua, where the sandbox insures everybody. */
    static final String REGION = "510400";

    private static final String MATERNITY = "510";

    @Override
    public Set<String> infnos() {
        return Set.of("1101");
    }

    @Override
    public ObjectNode run(Call call) {
        Fields in = call.data();
        ResidentId id = ResidentId.parse(number(in), call.now().toLocalDate());
        Person person = known(call, id, in.optional("psn_name", 50));
        ObjectNode output = Json.object();
        output.set("baseinfo", People.base(person, call.now()));
        output.set("insuinfo", insurances(person));
        output.putArray("idetinfo");
        return output;
    }

    private static String number(Fields in) {
        String kind = in.code("mdtrt_cert_type", Set.of("01", "02", "03"));
        String credential = in.text("mdtrt_cert_no", 50);
        String certno = in.optional("certno", 50);
        String certType = in.optional("psn_cert_type", 6);
        Refused.unless(certType.isEmpty() || certType.equals("01"), "仅支持居民身份证");
        if (kind.equals("02")) {
            return credential;
        }
        if (kind.equals("03")) {
            in.text("card_sn", 32);
        }
        if (!certno.isEmpty()) {
            return certno;
        }
        String prefix = kind.equals("01") ? "EC" : "SC";
        boolean readable = credential.startsWith(prefix) && credential.length() >= 20;
        Refused.unless(readable, "就诊凭证无法识别");
        return credential.substring(2, 20);
    }

    private static Person known(Call call, ResidentId id, String name) {
        Registry registry = call.registry();
        Entry.PersonSeen fresh = Person.insure(id, name, call.now().toLocalDate());
        Person person = registry.persons.get(fresh.psnNo());
        boolean renamed = person != null && !name.isEmpty() && !person.name().equals(name);
        if (person == null || renamed) {
            registry.record(fresh);
        }
        return registry.persons.get(fresh.psnNo());
    }

    /** Employees are insured for maternity besides, as everywhere; it pays nothing here. */
    private static ArrayNode insurances(Person person) {
        ArrayNode all = Json.object().arrayNode();
        if (person.insutype().equals(Person.EMPLOYEE)) {
            all.add(insurance(person, MATERNITY, 0));
        }
        return all.add(insurance(person, person.insutype(), person.account()));
    }

    private static ObjectNode insurance(Person person, String insutype, long balance) {
        return Json.object()
                .put("balc", People.yuan(balance))
                .put("insutype", insutype)
                .put("psn_type", person.psnType())
                .put("psn_insu_stas", "1")
                .put("psn_insu_date", "2020-01-01")
                .put("paus_insu_date", "")
                .put("cvlserv_flag", "0")
                .put("insuplc_admdvs", REGION)
                .put("emp_name", person.insutype().equals(Person.EMPLOYEE) ? "演示用人单位" : "");
    }
}
