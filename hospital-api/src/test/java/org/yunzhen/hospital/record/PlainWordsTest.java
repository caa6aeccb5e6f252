package org.yunzhen.hospital.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.access.Access;
import org.yunzhen.hospital.access.CareRelations;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Operation;
import org.yunzhen.hospital.fhir.Operations;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.mappings.code.Language;

/** A patient who asks who looked gets a sentence for whatever anybody can do. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PlainWordsTest {
    @Inject Operations operations;

    @Test
    void everything_that_can_be_done_has_a_sentence_in_both_languages() {
        assertThat(actions()).hasSizeGreaterThan(40);
        for (String action : actions()) {
            for (Language language : Language.values()) {
                assertThat(PlainWords.knows(language, action))
                        .as("%s in %s", action, language)
                        .isTrue();
                String text = sentence(language, action, "self").text();
                assertThat(text).doesNotContain("$");
            }
        }
    }

    @Test
    void no_two_operations_are_told_in_the_same_words() {
        for (Language language : Language.values()) {
            List<String> told =
                    actions().stream()
                            .map(action -> sentence(language, action, "self").what())
                            .toList();
            assertThat(told).doesNotHaveDuplicates();
        }
    }

    @Test
    void every_role_and_relation_is_told_in_words() {
        for (Language language : Language.values()) {
            for (Role role : Role.values()) {
                assertThat(PlainWords.role(language, role.code()))
                        .as("%s in %s", role, language)
                        .matches(language == Language.ZH ? "\\p{IsHan}+" : "[a-z ]+");
            }
            for (String relation :
                    List.of(
                            Access.SELF,
                            Access.PARTY,
                            CareRelations.GUARDIAN,
                            CareRelations.TREATING,
                            CareRelations.REVIEWING,
                            "tenant",
                            "public",
                            "operator")) {
                assertThat(PlainWords.reason(language, row("read", relation)))
                        .as("%s in %s", relation, language)
                        .doesNotContain("a-rule");
            }
        }
    }

    private List<String> actions() {
        List<String> actions = new ArrayList<>(List.of("live"));
        for (Operation operation : operations.all()) {
            String action = "$" + operation.name();
            if (!actions.contains(action)) {
                actions.add(action);
            }
        }
        for (Call.Kind kind : Call.Kind.values()) {
            if (kind != Call.Kind.OPERATION && kind != Call.Kind.OPERATION_BY_GET) {
                actions.add(kind.name().toLowerCase(Locale.ROOT));
            }
        }
        return actions;
    }

    private static TrailSentence sentence(Language language, String action, String relation) {
        return new TrailSentence(language, row(action, relation), false, true, null);
    }

    private static TrailRow row(String action, String relation) {
        return new TrailRow(
                1,
                OffsetDateTime.parse("2026-11-25T01:00:00Z"),
                "request",
                "Practitioner/doctor01",
                "doctor",
                relation,
                "a-rule",
                action,
                null,
                null,
                null,
                List.of(),
                200,
                null,
                null);
    }
}
