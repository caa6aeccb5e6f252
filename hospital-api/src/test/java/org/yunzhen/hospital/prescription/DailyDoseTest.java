package org.yunzhen.hospital.prescription;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yunzhen.mappings.json.FhirJson;

class DailyDoseTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"code":{"coding":[{"code":"QD"}]}}                           | 5
                    {"code":{"text":"tid"}}                                       | 15
                    {"code":{"text":"QOD"}}                                       | 2.5
                    {"repeat":{"frequency":2,"period":1,"periodUnit":"d"}}        | 10
                    {"repeat":{"frequency":1,"period":8,"periodUnit":"h"}}        | 15
                    {"repeat":{"frequency":7,"period":1,"periodUnit":"wk"}}       | 5
                    """)
    void dose_and_timing_make_a_daily_dose(String timing, String daily) {
        DailyDose dose = DailyDose.of(dosage(timing)).orElseThrow();

        assertThat(dose.amount()).isCloseTo(new BigDecimal(daily), Percentage.withPercentage(1e-9));
        assertThat(dose.unit()).isEqualTo("mg");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"code":{"text":"now and then"}}
                    {"repeat":{"frequency":2,"period":0,"periodUnit":"d"}}
                    {"repeat":{"frequency":-1,"period":1,"periodUnit":"d"}}
                    {"repeat":{"frequency":1,"period":1,"periodUnit":"s"}}
                    """)
    void a_timing_that_says_no_times_a_day_makes_none(String timing) {
        assertThat(DailyDose.of(dosage(timing))).isEmpty();
    }

    @Test
    void a_dose_without_a_unit_makes_none() {
        assertThat(DailyDose.of(json("{\"doseAndRate\":[{\"doseQuantity\":{\"value\":5}}]}")))
                .isEmpty();
    }

    private static JsonNode dosage(String timing) {
        return json(
                """
                {"timing":%s,"doseAndRate":[{"doseQuantity":{"value":5,"code":"mg"}}]}"""
                        .formatted(timing));
    }

    private static JsonNode json(String text) {
        return FhirJson.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
