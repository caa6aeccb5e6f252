package org.yunzhen.hospital.terminology;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.yunzhen.hospital.fhir.Inputs;

/**
 * A code that is asked about.
 *
 * @param system its address, or null where it was not said
 * @param version or null
 * @param display what the caller takes to be its name, or null
 */
record CodingInput(String system, String version, String code, String display) {
    private static final int CHARACTERS_SHOWN = 120;
    private static final int CODINGS_MAX = 50;

    /**
     * The codes that {@code code}, {@code coding} or {@code codeableConcept} name: of the last
     * there may be several.
     *
     * @throws org.yunzhen.mappings.refusal.RefusedException 400 when there is none, or when more
     *     than one of the three is given
     */
    static List<CodingInput> all(Inputs inputs, String system, String version) {
        refuseTwo(inputs, "code", "coding", "codeableConcept");
        List<CodingInput> all = new ArrayList<>();
        inputs.text("code")
                .ifPresent(
                        code ->
                                all.add(
                                        new CodingInput(
                                                system,
                                                version,
                                                code,
                                                inputs.text("display").orElse(null))));
        inputs.value("coding").ifPresent(coding -> all.add(of("coding", coding)));
        inputs.value("codeableConcept")
                .ifPresent(
                        concept ->
                                concept.path("coding")
                                        .forEach(c -> all.add(of("codeableConcept", c))));
        if (all.isEmpty()) {
            throw Inputs.missing("code");
        }
        if (all.size() > CODINGS_MAX) {
            throw Inputs.invalid("codeableConcept");
        }
        return all;
    }

    /** The one code that is given by itself or as a Coding. */
    static CodingInput one(Inputs inputs, String code, String coding, String system) {
        refuseTwo(inputs, code, coding);
        String version = inputs.text("version").orElse(null);
        Optional<JsonNode> whole = inputs.value(coding);
        return whole.map(given -> of(coding, given))
                .orElseGet(() -> new CodingInput(system, version, inputs.requiredText(code), null));
    }

    /** Of two that may differ nobody could tell which the answer is about. */
    private static void refuseTwo(Inputs inputs, String... names) {
        List<String> given =
                Arrays.stream(names).filter(name -> !inputs.named(name).isEmpty()).toList();
        if (given.size() > 1) {
            throw Inputs.invalid(given.get(1));
        }
    }

    private static CodingInput of(String name, JsonNode coding) {
        String code = coding.path("code").textValue();
        if (code == null) {
            throw Inputs.invalid(name);
        }
        return new CodingInput(
                coding.path("system").textValue(),
                coding.path("version").textValue(),
                code,
                coding.path("display").textValue());
    }

    /** The same code of another system. */
    CodingInput in(String otherSystem) {
        return new CodingInput(otherSystem, version, code, display);
    }

    /** A code or address as a refusal shows it. */
    static String shown(String text) {
        return text.length() <= CHARACTERS_SHOWN ? text : text.substring(0, CHARACTERS_SHOWN) + "…";
    }
}
