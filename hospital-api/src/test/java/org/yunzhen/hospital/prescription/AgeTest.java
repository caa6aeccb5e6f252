package org.yunzhen.hospital.prescription;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgeTest {
    /** At half past midnight of December 1st in Shanghai. */
    private static final OffsetDateTime NOW = OffsetDateTime.parse("2026-11-30T16:30:00Z");

    @ParameterizedTest
    @CsvSource({
        "2020-12-01, 6",
        "2020-12-02, 5",
        "2020-12, 5",
        "2020-11, 6",
        "2020, 5",
        "2019, 6",
        "2026, 0",
        "2026-12, 0"
    })
    void who_was_born_in_some_month_or_year_is_as_young_as_may_be(String born, int years) {
        assertThat(FactsReader.years(Fhir.resource("Patient").put("birthDate", born), NOW))
                .isEqualTo(years);
    }
}
