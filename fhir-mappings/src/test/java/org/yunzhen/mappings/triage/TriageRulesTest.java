package org.yunzhen.mappings.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class TriageRulesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 30);

    @Test
    void there_are_at_least_60_complaints_25_red_flags_and_all_12_departments() {
        TriageRules rules = TriageRules.load();

        assertThat(rules.symptoms())
                .filteredOn(TriageRules.Symptom::redFlag)
                .hasSizeGreaterThan(24);
        assertThat(rules.symptoms()).filteredOn(s -> !s.redFlag()).hasSizeGreaterThan(59);
        assertThat(rules.departmentIds())
                .containsExactlyInAnyOrder(
                        "cardiology",
                        "endocrinology",
                        "respiratory",
                        "gastroenterology",
                        "neurology",
                        "surgery",
                        "orthopaedics",
                        "obgyn",
                        "paediatrics",
                        "dermatology",
                        "tcm",
                        "geriatrics");
    }

    @Test
    void every_symptom_offered_leads_somewhere_when_sent_as_a_code() {
        TriageRules rules = TriageRules.load();
        Triage triage = new Triage(rules);

        for (TriageRules.Symptom symptom : rules.symptoms()) {
            if (symptom.id().equals("child-mentioned")) {
                continue;
            }
            TriageAnswer answer =
                    triage.assess(
                            Complaint.of("").withCodes(List.of(symptom.id())).atYears(30), TODAY);
            assertThat(answer instanceof TriageAnswer.Emergency)
                    .as(symptom.id())
                    .isEqualTo(symptom.redFlag());
        }
    }

    @Test
    void the_library_is_fhir_and_carries_the_document_unchanged() throws IOException {
        TriageRules rules = TriageRules.load();
        ObjectNode library = rules.asLibrary();

        assertThat(library.path("resourceType").asText()).isEqualTo("Library");
        assertThat(library.path("version").asText()).isEqualTo(rules.version());
        assertThat(library.path("effectivePeriod").path("start").asText())
                .isEqualTo(rules.effectiveFrom().toString());
        byte[] data =
                Base64.getDecoder().decode(library.path("content").path(0).path("data").asText());
        assertThat(JSON.readTree(data)).isEqualTo(document());
    }

    @Test
    void a_document_is_refused_with_the_place_of_its_fault() throws IOException {
        ObjectNode noVersion = document();
        noVersion.remove("version");
        assertRefused(noVersion, "version");

        ObjectNode twice = document();
        ArrayNode complaints = (ArrayNode) twice.path("complaints");
        complaints.add(complaints.get(0).deepCopy());
        assertRefused(twice, complaints.get(0).path("id").asText());

        ObjectNode unknownGroup = document();
        ((ArrayNode) unknownGroup.path("complaints").path(0).path("any")).add("{nobody}");
        assertRefused(unknownGroup, "{nobody}");

        ObjectNode noEnglish = document();
        ((ObjectNode) noEnglish.path("emergency").path("advice")).remove("en");
        assertRefused(noEnglish, "emergency.advice");

        ObjectNode badDate = document();
        badDate.put("effectiveFrom", "soon");
        assertRefused(badDate, "effectiveFrom");
    }

    private static void assertRefused(JsonNode document, String place) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TriageRules.parse(document))
                .withMessageContaining(place);
    }

    private static ObjectNode document() throws IOException {
        try (InputStream in = TriageRules.class.getResourceAsStream(TriageRules.RESOURCE)) {
            return (ObjectNode) JSON.readTree(in);
        }
    }
}
