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
                assertThat(text).doesNotContain("$", "{");
            }
        }
    }

    @Test
    void a_chinese_sentence_reads_as_a_hospital_would_print_it() {
        assertThat(chinese("$accept", false, true)).endsWith("，医生为您接诊。依据：正在为患者诊疗。");
        assertThat(PlainWords.reason(Language.ZH, row("$accept", null)))
                .as("the rule itself stands beside the sentence")
                .isEqualTo("本院业务规则允许");
        assertThat(chinese("$accept", false, false)).contains("，医生为该患者接诊。");
        assertThat(chinese("$cancel", false, true)).contains("，医生取消了您的预约。");
        assertThat(chinese("$cancel", true, true)).contains("，您本人取消了本人的预约。");
        assertThat(chinese("$prescribe", false, true)).contains("，医生为您开具了处方。");
        assertThat(chinese("read", false, true)).contains("，医生在您的档案中查看了诊断。");
        assertThat(chinese("read", true, true)).contains("，您本人在您的档案中查看了诊断。");
    }

    @Test
    void who_was_refused_is_not_said_to_have_done_it() {
        TrailRow row = row("read", "treating", "Condition", 403);

        assertThat(new TrailSentence(Language.ZH, row, false, true, null).text())
                .endsWith("，医生请求在您的档案中查看诊断，未获允许。");
    }

    private static String chinese(String action, boolean you, boolean own) {
        String type = action.startsWith("$") ? null : "Condition";
        return new TrailSentence(Language.ZH, row(action, "treating", type, 200), you, own, null)
                .text();
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
        return row(action, relation, null, 200);
    }

    private static TrailRow row(String action, String relation, String type, int status) {
        return new TrailRow(
                1,
                OffsetDateTime.parse("2026-11-25T01:00:00Z"),
                "request",
                "Practitioner/doctor01",
                "doctor",
                relation,
                "a-rule",
                action,
                type,
                null,
                null,
                List.of(),
                status,
                null,
                null);
    }
}
