package org.yunzhen.mappings.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreditCodeTest {

    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    @ParameterizedTest
    @ValueSource(strings = {"12510400450000016E", "915104004500000169", "12510400MA62TE5T5M"})
    void a_code_with_both_its_check_characters_is_taken(String code) {
        assertThat(CreditCode.parse(code)).map(CreditCode::value).contains(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12510400450000016F",
                "1251040045000001E",
                "12510400450000016EE",
                "1251O400450000016E",
                "12510400MA62TE5TIM",
                ""
            })
    void a_wrong_check_character_length_or_letter_is_refused(String code) {
        assertThat(CreditCode.parse(code)).isEmpty();
    }

    @Test
    void a_code_whose_organisation_code_is_wrong_is_refused_though_the_last_check_is_right() {
        String characters = "12510400450000017";
        assertThat(CreditCode.parse(characters + CreditCode.checkCharacter(characters))).isEmpty();
    }

    @Test
    void it_states_region_and_organisation_code() {
        CreditCode code = new CreditCode("12510400ma62te5t5m");
        assertThat(code).hasToString("12510400MA62TE5T5M");
        assertThat(code.region()).isEqualTo("510400");
        assertThat(code.organisationCode()).isEqualTo("MA62TE5T5");
    }

    @Property
    void every_code_made_by_the_standards_parses(@ForAll("codes") String code) {
        assertThat(CreditCode.parse(code)).map(CreditCode::value).contains(code);
    }

    @Property
    void any_change_of_one_character_is_refused(
            @ForAll("codes") String code,
            @ForAll @IntRange(max = 17) int at,
            @ForAll @IntRange(min = 1, max = 30) int by) {
        char other = ALPHABET.charAt((ALPHABET.indexOf(code.charAt(at)) + by) % 31);
        String changed = code.substring(0, at) + other + code.substring(at + 1);
        assertThat(CreditCode.parse(changed)).isEmpty();
    }

    @Provide
    Arbitrary<String> codes() {
        return Combinators.combine(
                        Arbitraries.of("12", "91", "52", "93", "Y1"),
                        Arbitraries.integers().between(110000, 659999),
                        Arbitraries.strings().withChars(ALPHABET).ofLength(8))
                .as(CreditCodeTest::code);
    }

    private static String code(String kind, int region, String organisation) {
        String characters =
                kind + region + organisation + CreditCode.organisationCheck(organisation);
        return characters + CreditCode.checkCharacter(characters);
    }
}
