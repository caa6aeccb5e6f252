package org.yunzhen.mappings.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.yunzhen.mappings.code.Language;

class RuleTest {

    @Test
    void the_rules_are_R01_to_R50() {
        assertThat(Rule.values())
                .extracting(Rule::name)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 50).mapToObj("R%02d"::formatted).toList());
    }

    @Test
    void no_title_is_there_without_a_rule() {
        assertThat(RuleTitles.chinese()).hasSize(50);
        assertThat(RuleTitles.english()).hasSize(50);
    }

    @Test
    void a_rule_says_what_it_asks_for_in_both_languages_and_where_it_comes_from() {
        for (Rule rule : Rule.values()) {
            assertThat(rule.title(Language.ZH)).as("%s", rule).containsPattern("\\p{IsHan}");
            assertThat(rule.title(Language.EN)).as("%s", rule).matches("\\p{ASCII}{10,}");
            assertThat(rule.source().document()).as("%s", rule).isNotBlank();
            assertThat(rule.article()).as("%s", rule).isNotNull();
        }
    }

    @Test
    void only_a_house_decision_is_without_a_document() {
        for (Rule rule : Rule.values()) {
            assertThat(rule.mark() == Mark.HOUSE)
                    .as("%s", rule)
                    .isEqualTo(rule.source() == LegalSource.HOUSE_DECISION);
        }
    }
}
