package org.yunzhen.hospital.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yunzhen.mappings.code.Language;

/**
 * Sections of the International Patient Summary (HL7 FHIR IPS, Composition) in their order, with
 * their LOINC codes and what belongs into each.
 */
enum SummarySection {
    PROBLEMS("11450-4", "Problem list - Reported", "健康问题", "Problems", true, "Condition") {
        @Override
        boolean holds(JsonNode resource) {
            return !isWrong(resource)
                    && isOneOf(resource.path("clinicalStatus"), "active", "recurrence", "relapse");
        }
    },
    ALLERGIES(
            "48765-2",
            "Allergies and adverse reactions Document",
            "过敏与不良反应",
            "Allergies and intolerances",
            true,
            "AllergyIntolerance") {
        @Override
        boolean holds(JsonNode resource) {
            return !isWrong(resource) && isOneOf(resource.path("clinicalStatus"), "active");
        }
    },
    MEDICATIONS(
            "10160-0",
            "History of Medication use Narrative",
            "用药",
            "Medications",
            true,
            "MedicationRequest",
            "MedicationStatement") {
        @Override
        boolean holds(JsonNode resource) {
            return hasStatus(resource, "active", "intended", "on-hold");
        }
    },
    IMMUNIZATIONS(
            "11369-6",
            "History of Immunization Narrative",
            "接种",
            "Immunizations",
            false,
            "Immunization") {
        @Override
        boolean holds(JsonNode resource) {
            return hasStatus(resource, "completed");
        }
    },
    PROCEDURES(
            "47519-4",
            "History of Procedures Document",
            "手术与操作",
            "Procedures",
            false,
            "Procedure") {
        @Override
        boolean holds(JsonNode resource) {
            return hasStatus(resource, "completed", "in-progress");
        }
    },
    RESULTS(
            "30954-2",
            "Relevant diagnostic tests/laboratory data Narrative",
            "检查检验结果",
            "Results",
            false,
            "Observation",
            "DiagnosticReport") {
        @Override
        boolean holds(JsonNode resource) {
            return hasStatus(resource, "final", "amended", "corrected") && !isVital(resource);
        }
    },
    VITAL_SIGNS("8716-3", "Vital signs", "体征", "Vital signs", false, "Observation") {
        @Override
        boolean holds(JsonNode resource) {
            return hasStatus(resource, "final", "amended", "corrected") && isVital(resource);
        }
    };

    private final String loinc;
    private final String loincName;
    private final String zh;
    private final String en;
    private final boolean required;
    private final List<String> types;

    SummarySection(
            String loinc,
            String loincName,
            String zh,
            String en,
            boolean required,
            String... types) {
        this.loinc = loinc;
        this.loincName = loincName;
        this.zh = zh;
        this.en = en;
        this.required = required;
        this.types = List.of(types);
    }

    /** Whether a resource of one of its types belongs into it. */
    abstract boolean holds(JsonNode resource);

    boolean accepts(JsonNode resource) {
        return types.contains(resource.path("resourceType").textValue()) && holds(resource);
    }

    String loinc() {
        return loinc;
    }

    String loincName() {
        return loincName;
    }

    String title(Language language) {
        return language.pick(zh, en);
    }

    /** Whether it stands there even when it is empty. */
    boolean required() {
        return required;
    }

    List<String> types() {
        return types;
    }

    private static boolean hasStatus(JsonNode resource, String... statuses) {
        return Set.of(statuses).contains(resource.path("status").asText());
    }

    /** A coded status; one that is not given counts as the first of the wished ones. */
    private static boolean isOneOf(JsonNode concept, String... codes) {
        return concept.isMissingNode() || codes(concept).anyMatch(Set.of(codes)::contains);
    }

    private static boolean isWrong(JsonNode resource) {
        return codes(resource.path("verificationStatus"))
                .anyMatch(Set.of("entered-in-error", "refuted")::contains);
    }

    private static boolean isVital(JsonNode resource) {
        return StreamSupport.stream(resource.path("category").spliterator(), false)
                .flatMap(SummarySection::codes)
                .anyMatch("vital-signs"::equals);
    }

    private static Stream<String> codes(JsonNode concept) {
        return StreamSupport.stream(concept.path("coding").spliterator(), false)
                .map(coding -> coding.path("code").asText());
    }
}
