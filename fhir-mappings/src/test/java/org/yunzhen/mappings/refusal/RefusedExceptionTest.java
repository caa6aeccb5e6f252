package org.yunzhen.mappings.refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.yunzhen.mappings.code.Language;
import org.yunzhen.mappings.rule.Rule;

class RefusedExceptionTest {

    @Test
    void it_carries_no_stack_trace() {
        assertThat(new RefusedException(Refusal.SLOT_SOLD_OUT).getStackTrace()).isEmpty();
    }

    @Test
    void the_first_issue_that_refuses_decides_the_status() {
        RefusedException refused =
                new RefusedException(
                        List.of(
                                Issue.of(Refusal.INTERACTION, "A", "B")
                                        .withSeverity(Severity.WARNING),
                                Issue.of(Refusal.NOT_FOUND),
                                Issue.of(Refusal.TOO_MANY_DRUGS, 5)));
        assertThat(refused.refusal()).isEqualTo(Refusal.NOT_FOUND);
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.issues()).hasSize(3);
    }

    @Test
    void warnings_alone_refuse_nothing() {
        Issue warning = Issue.of(Refusal.ALLERGY, "A").withSeverity(Severity.WARNING);
        assertThatThrownBy(() -> new RefusedException(warning))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RefusedException(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_place_is_given_to_the_issues_that_have_none() {
        RefusedException refused =
                new RefusedException(
                                List.of(
                                        Issue.of(Refusal.NOT_FOUND),
                                        Issue.of(Refusal.GONE).at("Bundle.entry[1]")))
                        .at("Bundle.entry[0]");
        assertThat(refused.issues())
                .extracting(Issue::expression)
                .containsExactly(List.of("Bundle.entry[0]"), List.of("Bundle.entry[1]"));
    }

    @Test
    void as_an_operation_outcome_it_names_code_rule_text_and_place() {
        RefusedException refused =
                new RefusedException(
                        Issue.of(Refusal.SUPPLY_TOO_LONG, "amlodipine", 7)
                                .unlessReasoned()
                                .at("Parameters.parameter[1].resource.dispenseRequest")
                                .with("days", 14)
                                .with("limit", 7));
        assertThat(Outcome.of(refused.issues(), Language.EN).toString())
                .isEqualTo(
                        "{\"resourceType\":\"OperationOutcome\",\"language\":\"en\",\"issue\":[{"
                                + "\"extension\":[{\"url\":\"https://yunzhen.example/fhir/"
                                + "StructureDefinition/overridable\",\"valueBoolean\":true}],"
                                + "\"severity\":\"error\",\"code\":\"business-rule\","
                                + "\"details\":{\"coding\":[{\"system\":"
                                + "\"https://yunzhen.example/fhir/CodeSystem/refusal\","
                                + "\"code\":\"supply-too-long\"},{\"system\":"
                                + "\"https://yunzhen.example/fhir/CodeSystem/rule\","
                                + "\"code\":\"R22\",\"display\":\""
                                + Rule.R22.title(Language.EN)
                                + "\"}],\"text\":\"The supply of 'amlodipine' exceeds 7 days\"},"
                                + "\"diagnostics\":\"days=14; limit=7\",\"expression\":["
                                + "\"Parameters.parameter[1].resource.dispenseRequest\"]}]}");
    }

    @Test
    void said_of_an_entry_it_names_the_element_as_it_stands_in_the_bundle() {
        var refused =
                new RefusedException(
                        List.of(
                                Issue.of(Refusal.GONE).at("Slot.schedule.reference"),
                                Issue.of(Refusal.GONE).at("Bundle.entry[1].resource"),
                                Issue.of(Refusal.GONE).at("http.name"),
                                Issue.of(Refusal.GONE)));

        assertThat(refused.inEntry(2).issues())
                .extracting(Issue::expression)
                .containsExactly(
                        List.of("Bundle.entry[2].resource.schedule.reference"),
                        List.of("Bundle.entry[2].resource.entry[1].resource"),
                        List.of("Bundle.entry[2].request"),
                        List.of("Bundle.entry[2]"));
    }

    @Test
    void as_an_operation_outcome_it_leaves_out_what_it_does_not_have() {
        var outcome = Outcome.of(List.of(Issue.of(Refusal.GONE)), Language.ZH);
        assertThat(outcome.path("language").asText()).isEqualTo("zh-CN");
        assertThat(outcome.path("issue").path(0).fieldNames())
                .toIterable()
                .containsExactly("severity", "code", "details");
    }
}
