package org.yunzhen.hospital.fhir;

import java.util.List;
import java.util.stream.Collectors;
import org.yunzhen.hospital.store.Criterion.Passing;

/** Texts in one component, as SQL/JSON: as they are written in a row of the index that passed. */
final class PartTexts {
    private static final List<String> NAME_PARTS =
            List.of("text", "family", "given", "prefix", "suffix");
    private static final List<String> ADDRESS_PARTS =
            List.of("text", "line", "city", "district", "state", "postalCode", "country");

    private PartTexts() {}

    /** What the values of a path must be, behind it. */
    static String test(String type, int at) {
        return switch (type) {
            case "HumanName" -> any(NAME_PARTS, at);
            case "Address" -> any(ADDRESS_PARTS, at);
            default -> " ? (@ == $" + Passing.TEXT + at + ")";
        };
    }

    private static String any(List<String> parts, int at) {
        return parts.stream()
                .map(part -> "@.\"" + part + "\" == $" + Passing.TEXT + at)
                .collect(Collectors.joining(" || ", " ? (", ")"));
    }
}
