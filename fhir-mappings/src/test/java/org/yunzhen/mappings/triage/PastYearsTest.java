package org.yunzhen.mappings.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A year that is named is over or not by the day on which it is told, in whatever year that is. */
class PastYearsTest {
    private static final Triage TRIAGE = new Triage(TriageRules.load());

    @ParameterizedTest
    @CsvSource({
        "2026, 我2025年心梗过，想体检",
        "2026, 我２０１３年心梗过，想体检",
        "2026, 1998年中风过，想开药",
        "2026, I had a stroke in 1998",
        "2040, 我2039年心梗过，想体检",
        "2040, I had a heart attack in 2026"
    })
    void a_heart_attack_or_stroke_of_a_year_before_this_one_is_over(int thisYear, String text) {
        assertThat(in(thisYear, text)).isNotInstanceOf(TriageAnswer.Emergency.class);
    }

    @ParameterizedTest
    @CsvSource({
        "2026, 我2026年心梗过，想体检",
        "2026, 我2039年心梗过，想体检",
        "2025, I had a stroke in 2025",
        "2026, 中风2000米外有医院",
        "2026, 12019年中风",
        "2026, 1850年中风",
        "2026, stroke in 2019x"
    })
    void one_of_this_year_or_of_what_is_no_past_year_is_an_emergency(int thisYear, String text) {
        assertThat(in(thisYear, text)).isInstanceOf(TriageAnswer.Emergency.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1962年生的男人中风了",
                "2022年出生的宝宝抽搐",
                "born in 1955 heart attack",
                "woman born in 1950 crushing chest pain"
            })
    void a_year_of_birth_makes_nothing_past(String text) {
        assertThat(in(2026, text)).isInstanceOf(TriageAnswer.Emergency.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"年", "in"})
    void words_without_a_place_for_the_year_are_refused(String words) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PastYears(List.of(words)))
                .withMessageContaining(words);
    }

    private static TriageAnswer in(int thisYear, String text) {
        return TRIAGE.assess(Complaint.of(text), LocalDate.of(thisYear, 1, 1));
    }
}
