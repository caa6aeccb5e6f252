package org.yunzhen.hospital.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A clinical resource in one line of a narrative. */
final class SummaryLine {
    private static final List<String> DATES =
            List.of(
                    "effectiveDateTime",
                    "occurrenceDateTime",
                    "performedDateTime",
                    "onsetDateTime",
                    "authoredOn",
                    "recordedDate",
                    "issued");
    private static final int DAY_CHARACTERS = 10;

    private SummaryLine() {}

    /** What it is, its value, and its day. */
    static String of(JsonNode resource) {
        String day = day(resource);
        return Stream.of(subject(resource), value(resource), day.isEmpty() ? "" : "(" + day + ")")
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String subject(JsonNode resource) {
        for (String element : List.of("code", "medicationCodeableConcept", "vaccineCode")) {
            String text = concept(resource.path(element));
            if (!text.isEmpty()) {
                return text;
            }
        }
        JsonNode medicine = resource.path("medicationReference");
        return medicine.path("display").asText(resource.path("resourceType").asText());
    }

    private static String value(JsonNode resource) {
        JsonNode components = resource.path("component");
        if (!components.isEmpty()) {
            return Stream.iterate(0, i -> i < components.size(), i -> i + 1)
                    .map(components::get)
                    .map(part -> concept(part.path("code")) + " " + single(part))
                    .collect(Collectors.joining(", "));
        }
        return single(resource);
    }

    private static String single(JsonNode holder) {
        JsonNode quantity = holder.path("valueQuantity");
        if (quantity.isObject()) {
            return (quantity.path("value").asText() + " " + quantity.path("unit").asText(""))
                    .strip();
        }
        JsonNode coded = holder.path("valueCodeableConcept");
        return coded.isObject() ? concept(coded) : holder.path("valueString").asText("");
    }

    private static String concept(JsonNode concept) {
        if (concept.path("text").isTextual()) {
            return concept.path("text").textValue();
        }
        JsonNode coding = concept.path("coding").path(0);
        return coding.path("display").asText(coding.path("code").asText(""));
    }

    private static String day(JsonNode resource) {
        for (String element : DATES) {
            String date = resource.path(element).asText("");
            if (!date.isEmpty()) {
                return date.substring(0, Math.min(DAY_CHARACTERS, date.length()));
            }
        }
        return "";
    }
}
