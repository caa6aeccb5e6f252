package org.yunzhen.mappings.identifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
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

/** All numbers are synthetic: nobody was born in 1900 in that district with these sequences. */
class ResidentIdTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

    @ParameterizedTest
    @ValueSource(strings = {"510402190001010011", "51040219000101002X", "510402190001010038"})
    void a_number_with_its_check_character_is_taken(String number) {
        assertThat(ResidentId.parse(number)).map(ResidentId::value).contains(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "510402190001010012",
                "51040219000101001",
                "5104021900010100111",
                "510402190013010011",
                "510402190002300011",
                "010402190001010011",
                "51040219000101001A",
                "510402 19000101001",
                "５10402190001010011",
                ""
            })
    void a_wrong_check_character_length_date_or_sign_is_refused(String number) {
        assertThat(ResidentId.parse(number)).isEmpty();
    }

    @Test
    void no_number_is_no_number() {
        assertThat(ResidentId.parse(null)).isEmpty();
        assertThatThrownBy(() -> new ResidentId(null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_small_x_and_blanks_around_are_forgiven() {
        assertThat(ResidentId.parse(" 51040219000101002x "))
                .contains(new ResidentId("51040219000101002X"));
    }

    @Test
    void it_states_birth_date_sex_region_and_age() {
        ResidentId first = new ResidentId("510402190001010011");
        assertThat(first.birthDate()).isEqualTo(LocalDate.of(1900, 1, 1));
        assertThat(first.sex()).isEqualTo(Sex.MALE);
        assertThat(first.region()).isEqualTo("510402");
        assertThat(first.ageOn(LocalDate.of(1905, 12, 31))).isEqualTo(5);
        assertThat(first.ageOn(LocalDate.of(1906, 1, 1))).isEqualTo(6);
        assertThat(new ResidentId("51040219000101002X").sex()).isEqualTo(Sex.FEMALE);
    }

    @Test
    void somebody_not_yet_born_or_older_than_150_is_refused_on_that_day() {
        assertThat(ResidentId.parse("510402190001010011", TODAY)).isPresent();
        assertThat(ResidentId.parse("510402190001010011", LocalDate.of(1899, 12, 31))).isEmpty();
        assertThat(ResidentId.parse("510402190001010011", LocalDate.of(2051, 1, 1))).isEmpty();
    }

    @Test
    void a_number_never_shows_itself_in_a_log_or_in_an_error() {
        assertThat(new ResidentId("510402190001010011").toString())
                .isEqualTo("510*************11")
                .hasSize(18);
        assertThatThrownBy(() -> new ResidentId("510402190001010012"))
                .hasMessageNotContaining("510402");
    }

    @Property
    void every_number_made_by_the_standard_parses(@ForAll("numbers") String number) {
        assertThat(ResidentId.parse(number)).map(ResidentId::value).contains(number);
    }

    @Property
    void any_change_of_one_digit_is_refused(
            @ForAll("numbers") String number,
            @ForAll @IntRange(max = 17) int at,
            @ForAll @IntRange(min = 1, max = 9) int by) {
        assertThat(ResidentId.parse(changed(number, at, by))).isEmpty();
    }

    @Property
    void any_swap_of_two_unequal_neighbours_is_refused(
            @ForAll("numbers") String number, @ForAll @IntRange(max = 15) int at) {
        char[] characters = number.toCharArray();
        characters[at] = number.charAt(at + 1);
        characters[at + 1] = number.charAt(at);
        boolean same = number.charAt(at) == number.charAt(at + 1);
        assertThat(ResidentId.parse(new String(characters)).isPresent()).isEqualTo(same);
    }

    @Provide
    Arbitrary<String> numbers() {
        return Combinators.combine(
                        Arbitraries.integers().between(110000, 659999),
                        Arbitraries.integers().between(-25_000, 20_000),
                        Arbitraries.integers().between(0, 999))
                .as(ResidentIdTest::number);
    }

    private static String number(int region, int daysSinceEpoch, int sequence) {
        String date = LocalDate.ofEpochDay(daysSinceEpoch).toString().replace("-", "");
        String digits = region + date + "%03d".formatted(sequence);
        return digits + ResidentId.checkCharacter(digits);
    }

    private static String changed(String number, int at, int by) {
        char old = number.charAt(at);
        char other = old == 'X' ? (char) ('0' + by) : (char) ('0' + (old - '0' + by) % 10);
        return number.substring(0, at) + other + number.substring(at + 1);
    }
}
