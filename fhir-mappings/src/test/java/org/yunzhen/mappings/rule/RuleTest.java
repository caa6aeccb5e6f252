package org.yunzhen.mappings.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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

    @ParameterizedTest
    @EnumSource
    void a_rule_says_what_it_asks_for_in_both_languages_and_where_it_comes_from(Rule rule) {
        assertThat(rule.title(Language.ZH)).containsPattern("\\p{IsHan}");
        assertThat(rule.title(Language.EN)).matches("\\p{ASCII}{10,}");
        assertThat(rule.source().document()).isNotBlank();
        assertThat(rule.article()).isNotNull();
    }

    @ParameterizedTest
    @EnumSource
    void only_a_house_decision_is_without_a_document(Rule rule) {
        assertThat(rule.mark() == Mark.HOUSE)
                .isEqualTo(rule.source() == LegalSource.HOUSE_DECISION);
    }
}
