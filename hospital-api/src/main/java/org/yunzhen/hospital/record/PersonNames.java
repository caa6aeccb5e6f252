package org.yunzhen.hospital.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.yunzhen.mappings.person.PersonElements;

/** Names of persons and institutions in FHIR documents. */
final class PersonNames {
    private PersonNames() {}

    /** The name of a Patient, Practitioner or Organization; empty when it has none. */
    static String display(JsonNode document) {
        JsonNode name = document.path("name");
        return name.isTextual()
                ? name.textValue()
                : PersonElements.written(PersonElements.name(document, Instant.now()));
    }

    /** Whether two names are the same but for blanks and case. */
    static boolean same(String one, String other) {
        return !one.isBlank() && plain(one).equalsIgnoreCase(plain(other));
    }

    /** First and last character; what is between is hidden. */
    static String masked(String written) {
        String name = plain(written);
        int characters = name.codePointCount(0, name.length());
        if (characters < 2) {
            return "*";
        }
        String first = name.substring(0, name.offsetByCodePoints(0, 1));
        String last = name.substring(name.offsetByCodePoints(name.length(), -1));
        return characters == 2 ? first + "*" : first + "*".repeat(characters - 2) + last;
    }

    private static String plain(String name) {
        return name.replaceAll("[\\s·\u3000]", "");
    }
}
