package org.yunzhen.hospital.proof;

import static org.yunzhen.hospital.proof.Scene.done;
import static org.yunzhen.hospital.proof.Scene.input;
import static org.yunzhen.hospital.proof.Scene.parameters;

import java.util.Map;
import java.util.function.Supplier;

/** Valid questions about codes. Each was asked once: the first takes the codes into rows. */
final class TermAsks {
    private static final String GENDER = "http://hl7.org/fhir/administrative-gender";
    private static final String GENDERS = "http://hl7.org/fhir/ValueSet/administrative-gender";
    private static final String MAP = "http://example.org/ConceptMap/proof";

    void into(Map<String, Supplier<Ask>> valid) {
        valid.put(
                "CodeSystem/$lookup",
                () ->
                        asked(
                                "CodeSystem/$lookup",
                                input("system", "Uri", GENDER),
                                input("code", "Code", "male")));
        valid.put(
                "CodeSystem/$validate-code",
                () ->
                        asked(
                                "CodeSystem/$validate-code",
                                input("url", "Uri", GENDER),
                                input("code", "Code", "male")));
        valid.put(
                "CodeSystem/$subsumes",
                () ->
                        asked(
                                "CodeSystem/$subsumes",
                                input("system", "Uri", GENDER),
                                input("codeA", "Code", "male"),
                                input("codeB", "Code", "female")));
        valid.put(
                "ValueSet/$expand", () -> asked("ValueSet/$expand", input("url", "Uri", GENDERS)));
        valid.put(
                "ValueSet/$validate-code",
                () ->
                        asked(
                                "ValueSet/$validate-code",
                                input("url", "Uri", GENDERS),
                                input("code", "Code", "male")));
        valid.put("ConceptMap/$translate", TermAsks::translate);
    }

    private static Ask translate() {
        Scene.record(
                "ConceptMap", "proof-map", "\"url\":\"%s\",\"status\":\"active\"".formatted(MAP));
        Ask ask =
                new Ask(
                        "patient149",
                        "/fhir/ConceptMap/$translate",
                        parameters(input("url", "Uri", MAP), input("code", "Code", "1")));
        done(ask);
        return new Ask(null, ask.path(), ask.body());
    }

    private static Ask asked(String operation, String... inputs) {
        Ask ask = new Ask(null, "/fhir/" + operation, parameters(inputs));
        done(ask);
        return ask;
    }
}
