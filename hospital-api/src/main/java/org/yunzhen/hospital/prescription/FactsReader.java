package org.yunzhen.hospital.prescription;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.Month;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.yunzhen.hospital.catalogue.Catalogue;
import org.yunzhen.hospital.catalogue.Diagnosis;
import org.yunzhen.hospital.catalogue.Medicine;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** From documents of the record to {@link PatientFacts}. Without I/O. */
final class FactsReader {
    private static final int YEAR_CHARACTERS = 4;
    private static final int MONTH_CHARACTERS = 7;
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Set<String> ACTIVE_REQUEST = Set.of("active", "draft", "on-hold");
    private static final Set<String> OVER = Set.of("inactive", "resolved");
    private static final Set<String> UNTRUE = Set.of("refuted", "entered-in-error");

    private final Catalogue catalogue;
    private final String tenant;
    private final List<ObjectNode> record;

    FactsReader(Catalogue catalogue, String tenant, List<ObjectNode> record) {
        this.catalogue = catalogue;
        this.tenant = tenant;
        this.record = record;
    }

    /**
     * Gathers the facts.
     *
     * @param reasons ids of the Conditions that the prescription may rest on
     */
    PatientFacts facts(
            ObjectNode patient, Set<String> reasons, boolean weighed, OffsetDateTime now) {
        List<ObjectNode> conditions =
                of("Condition")
                        .filter(c -> reasons.contains(c.path("id").textValue()))
                        .filter(c -> !UNTRUE.contains(code(c.path("verificationStatus"))))
                        .toList();
        Set<String> diagnoses = diagnoses(conditions);
        return new PatientFacts(
                patient,
                years(patient, now),
                "female".equals(patient.path("gender").textValue()),
                conditions,
                diagnoses,
                diagnoses.stream().anyMatch(this::isChronic),
                allergies(),
                taking(),
                weighed);
    }

    private Stream<ObjectNode> of(String type) {
        return record.stream().filter(d -> type.equals(d.path("resourceType").textValue()));
    }

    private boolean isChronic(String code) {
        return catalogue.diagnosis(tenant, code).filter(Diagnosis::chronic).isPresent();
    }

    private static Set<String> diagnoses(List<ObjectNode> conditions) {
        Set<String> codes = new LinkedHashSet<>();
        for (ObjectNode condition : conditions) {
            for (JsonNode coding : condition.path("code").path("coding")) {
                if (Systems.ICD_10_CN.equals(coding.path("system").textValue())) {
                    codes.add(coding.path("code").asText());
                }
            }
        }
        return codes;
    }

    private Set<String> allergies() {
        Allergens allergens = new Allergens(code -> catalogue.medicine(tenant, code));
        Set<String> keys = new LinkedHashSet<>();
        of("AllergyIntolerance")
                .filter(a -> !OVER.contains(code(a.path("clinicalStatus"))))
                .filter(a -> !UNTRUE.contains(code(a.path("verificationStatus"))))
                .forEach(a -> keys.addAll(allergens.of(a)));
        return keys;
    }

    private Map<String, String> taking() {
        Map<String, String> ingredients = new LinkedHashMap<>();
        List<String> codes = new ArrayList<>();
        of("MedicationRequest")
                .filter(r -> ACTIVE_REQUEST.contains(r.path("status").asText()))
                .map(DraftLine::code)
                .forEach(codes::add);
        for (String code : codes) {
            Optional<Medicine> medicine =
                    code == null ? Optional.empty() : catalogue.medicine(tenant, code);
            medicine.ifPresent(m -> m.ingredients().forEach(i -> ingredients.put(i, m.nameZh())));
        }
        return ingredients;
    }

    private static String code(JsonNode concept) {
        return concept.path("coding").path(0).path("code").asText("");
    }

    /**
     * Age by the business day. Who was born in some month or year counts as born on its last day:
     * the rules that go by age protect the youngest.
     */
    static int years(ObjectNode patient, OffsetDateTime now) {
        LocalDate today = now.atZoneSameInstant(SHANGHAI).toLocalDate();
        return Period.between(born(patient.path("birthDate").asText("")), today).getYears();
    }

    private static LocalDate born(String birthDate) {
        try {
            return switch (birthDate.length()) {
                case YEAR_CHARACTERS ->
                        Year.parse(birthDate).atMonth(Month.DECEMBER).atEndOfMonth();
                case MONTH_CHARACTERS -> YearMonth.parse(birthDate).atEndOfMonth();
                default -> LocalDate.parse(birthDate);
            };
        } catch (DateTimeParseException e) {
            throw new RefusedException(Refusal.IDENTITY_NOT_PROVEN);
        }
    }
}
