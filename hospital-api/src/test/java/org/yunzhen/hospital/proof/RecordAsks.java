package org.yunzhen.hospital.proof;

import static org.yunzhen.hospital.proof.Scene.input;
import static org.yunzhen.hospital.proof.Scene.parameters;
import static org.yunzhen.hospital.proof.Scene.patient;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.yunzhen.mappings.identifier.ResidentId;

/** Valid questions about a record beyond those about the patient's own resource. */
final class RecordAsks {
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    void into(Map<String, Supplier<Ask>> valid) {
        valid.put("Encounter/$everything", RecordAsks::everything);
        valid.put("RelatedPerson/$end-guardianship", RecordAsks::endGuardianship);
        valid.put("Composition/$document", RecordAsks::document);
        valid.put("Patient/$match", RecordAsks::match);
        valid.put("Resource/$export", () -> export("/fhir"));
        valid.put("Patient/$export", () -> export("/fhir/Patient"));
        valid.put("Group/$export", RecordAsks::exportOfGroup);
        valid.put("Subscription/$status", () -> ofSubscription("status"));
        valid.put("Subscription/$events", () -> ofSubscription("events"));
        valid.put(
                "Subscription/$get-ws-binding-token", () -> ofSubscription("get-ws-binding-token"));
        valid.put("Subscription/$secret", () -> ofSubscription("secret"));
        valid.put("SearchParameter/$status", RecordAsks::ofSearchParameter);
    }

    /** Of a draft, so that nothing is indexed meanwhile. */
    private static Ask ofSearchParameter() {
        String id = "proof-parameter-" + NUMBERS.incrementAndGet();
        Scene.record(
                "SearchParameter",
                id,
                "\"url\":\"http://example.org/%s\",\"name\":\"proof\",\"status\":\"draft\","
                                .formatted(id)
                        + "\"description\":\"Of a proof.\",\"code\":\"proof\","
                        + "\"base\":[\"Basic\"],\"type\":\"token\",\"expression\":\"Basic.code\"");
        return new Ask("integration01", "/fhir/SearchParameter/" + id + "/$status", parameters());
    }

    private static Ask export(String of) {
        String type = "{\"name\":\"_type\",\"valueString\":\"Patient\"}";
        return new Ask("integration01", of + "/$export", parameters(type));
    }

    /** Of one that is switched off, so that nobody needs to receive anything. */
    private static Ask ofSubscription(String operation) {
        String id = "proof-subscription-" + NUMBERS.incrementAndGet();
        Scene.record(
                "Subscription",
                id,
                "\"status\":\"off\",\"reason\":\"x\",\"criteria\":\"Observation?code=x\","
                        + "\"channel\":{\"type\":\"websocket\"}");
        return new Ask(
                "integration01", "/fhir/Subscription/" + id + "/$" + operation, parameters());
    }

    private static Ask exportOfGroup() {
        String id = "proof-group-" + NUMBERS.incrementAndGet();
        Scene.record("Group", id, "\"type\":\"person\",\"actual\":true");
        return export("/fhir/Group/" + id);
    }

    private static Ask everything() {
        String patient = patient();
        String id = "proof-visit-" + NUMBERS.incrementAndGet();
        Scene.record(
                "Encounter",
                id,
                "\"status\":\"finished\",\"class\":{\"code\":\"VR\"},"
                        + "\"subject\":{\"reference\":\"Patient/%s\"}".formatted(patient));
        return new Ask(patient, "/fhir/Encounter/" + id + "/$everything", parameters());
    }

    /** By an operator, of a guardianship that registration made of this moment's patients. */
    private static Ask endGuardianship() {
        int number = NUMBERS.incrementAndGet();
        String child = residentId("20190105", number);
        Scene.record(
                "Patient",
                "proof-child-" + number,
                ("\"identifier\":[{\"system\":\"urn:oid:2.16.156.10011.1.3\",\"value\":\"%s\"}],"
                                + "\"name\":[{\"text\":\"周小平\"}],"
                                + "\"contact\":[{\"name\":{\"text\":\"周平\"},"
                                + "\"telecom\":[{\"system\":\"phone\",\"value\":\"19900000123\"}]}]")
                        .formatted(child));
        String guardianOf =
                "{\"name\":\"guardianOf\",\"part\":[%s,%s]}"
                        .formatted(
                                input("residentId", "String", child),
                                input("name", "String", "周小平"));
        String registered =
                parameters(
                        input("residentId", "String", residentId("19750105", number)),
                        input("name", "String", "周平"),
                        input("phone", "String", "19900000123"),
                        guardianOf);
        String related =
                Scene.done(new Ask(null, "/fhir/Patient/$register", registered))
                        .json()
                        .path("link")
                        .path(0)
                        .path("other")
                        .path("reference")
                        .asText();
        return new Ask("operator01", "/fhir/" + related + "/$end-guardianship", parameters());
    }

    private static String residentId(String birthDate, int number) {
        String digits = "510402" + birthDate + "%03d".formatted(number);
        return digits + ResidentId.checkCharacter(digits);
    }

    private static Ask document() {
        String patient = patient();
        String id = "proof-composition-" + NUMBERS.incrementAndGet();
        Scene.record(
                "Composition",
                id,
                ("\"status\":\"final\",\"type\":{\"text\":\"记录\"},\"date\":\"2026-11-20\","
                                + "\"title\":\"门诊记录\",\"author\":[{\"display\":\"医生\"}],"
                                + "\"subject\":{\"reference\":\"Patient/%s\"}")
                        .formatted(patient));
        return new Ask(patient, "/fhir/Composition/" + id + "/$document", parameters());
    }

    private static Ask match() {
        return new Ask(
                "integration01",
                "/fhir/Patient/$match",
                parameters(
                        "{\"name\":\"resource\",\"resource\":{\"resourceType\":\"Patient\","
                                + "\"birthDate\":\"1978-04-16\"}}"));
    }
}
