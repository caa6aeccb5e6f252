package org.yunzhen.hospital.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import org.yunzhen.mappings.person.PersonElements;

/**
 * How well a recorded person fits one who is described. A common identifier decides; without one,
 * name, birth date, phone and sex are weighed.
 *
 * @param value from 0 to 1
 */
record MatchScore(double value, MatchScore.Grade grade) {
    private static final double NAME = 0.4;
    private static final double BIRTH_DATE = 0.3;
    private static final double PHONE = 0.2;
    private static final double SEX = 0.1;
    private static final double PROBABLE = 0.75;
    private static final double POSSIBLE = 0.5;

    /** Codes of http://terminology.hl7.org/CodeSystem/match-grade. */
    enum Grade {
        CERTAIN("certain"),
        PROBABLE("probable"),
        POSSIBLE("possible"),
        NOT("certainly-not");

        private final String code;

        Grade(String code) {
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    /** The score of one record. */
    static MatchScore of(JsonNode described, JsonNode recorded) {
        if (!common(identifiers(described), identifiers(recorded)).isEmpty()) {
            return new MatchScore(1, Grade.CERTAIN);
        }
        double sum = 0;
        sum += isNamedAlike(described, recorded) ? NAME : 0;
        sum += same(described, recorded, "birthDate") ? BIRTH_DATE : 0;
        sum += common(phones(described), phones(recorded)).isEmpty() ? 0 : PHONE;
        sum += same(described, recorded, "gender") ? SEX : 0;
        boolean contradicts =
                differ(described, recorded, "birthDate") || differ(described, recorded, "gender");
        if (sum < POSSIBLE) {
            return new MatchScore(sum, Grade.NOT);
        }
        boolean probable = sum >= PROBABLE && !contradicts;
        return new MatchScore(sum, probable ? Grade.PROBABLE : Grade.POSSIBLE);
    }

    private static boolean isNamedAlike(JsonNode described, JsonNode recorded) {
        for (JsonNode name : described.path("name")) {
            if (PatientDocument.isNamed(recorded, PersonElements.written(name))) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> identifiers(JsonNode patient) {
        Set<String> all = new HashSet<>();
        for (JsonNode identifier : patient.path("identifier")) {
            if (identifier.has("system") && identifier.has("value")) {
                all.add(
                        identifier.path("system").asText()
                                + "|"
                                + identifier.path("value").asText());
            }
        }
        return all;
    }

    private static Set<String> phones(JsonNode patient) {
        Set<String> all = new HashSet<>();
        for (JsonNode telecom : patient.path("telecom")) {
            if (telecom.path("system").asText("phone").equals("phone")) {
                all.add(telecom.path("value").asText().replaceAll("[^0-9]", ""));
            }
        }
        all.remove("");
        return all;
    }

    private static Set<String> common(Set<String> one, Set<String> other) {
        Set<String> both = new HashSet<>(one);
        both.retainAll(other);
        return both;
    }

    private static boolean same(JsonNode one, JsonNode other, String element) {
        return one.has(element) && one.path(element).equals(other.path(element));
    }

    private static boolean differ(JsonNode one, JsonNode other, String element) {
        return one.has(element) && other.has(element) && !same(one, other, element);
    }
}
