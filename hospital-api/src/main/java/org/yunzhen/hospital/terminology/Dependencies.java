package org.yunzhen.hospital.terminology;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.yunzhen.hospital.fhir.Inputs;

/**
 * What a caller of {@code $translate} tells beside the code. A mapping that depends on something
 * holds only where it is told (R4, ConceptMap.group.element.target.dependsOn).
 */
final class Dependencies {
    private static final String NAME = "dependency";

    private final List<Given> all;

    private record Given(String element, JsonNode concept) {
        private boolean is(JsonNode wanted) {
            String value = wanted.path("value").textValue();
            JsonNode system = wanted.path("system");
            return element.equals(wanted.path("property").textValue())
                    && (concept.path("text").asText().equals(value)
                            || codings()
                                    .anyMatch(
                                            coding ->
                                                    coding.path("code").asText().equals(value)
                                                            && (system.isMissingNode()
                                                                    || system.equals(
                                                                            coding.path(
                                                                                    "system")))));
        }

        private Stream<JsonNode> codings() {
            List<JsonNode> codings = new ArrayList<>();
            concept.path("coding").forEach(codings::add);
            return codings.stream();
        }
    }

    private Dependencies(List<Given> all) {
        this.all = all;
    }

    /**
     * Those that were given.
     *
     * @throws org.yunzhen.mappings.refusal.RefusedException 400 when one is not whole, or when they
     *     are given for the way back, to which R4 gives no dependencies
     */
    static Dependencies of(Inputs inputs, boolean reverse) {
        List<Given> all = new ArrayList<>();
        for (JsonNode parameter : inputs.named(NAME)) {
            JsonNode element = part(parameter, "element");
            JsonNode concept = part(parameter, "concept");
            if (reverse || !element.isTextual() || !concept.isObject()) {
                throw Inputs.invalid(NAME);
            }
            all.add(new Given(element.textValue(), concept));
        }
        return new Dependencies(all);
    }

    private static JsonNode part(JsonNode parameter, String name) {
        for (JsonNode part : parameter.path("part")) {
            if (part.path("name").asText().equals(name)) {
                return Inputs.value(part);
            }
        }
        return parameter.path("none");
    }

    /** On which elements a mapping depends of which nothing, or something else, was told. */
    List<String> missing(Mapping mapping) {
        List<String> missing = new ArrayList<>();
        for (JsonNode wanted : mapping.dependsOn()) {
            if (all.stream().noneMatch(given -> given.is(wanted))) {
                missing.add(wanted.path("property").asText());
            }
        }
        return missing;
    }
}
