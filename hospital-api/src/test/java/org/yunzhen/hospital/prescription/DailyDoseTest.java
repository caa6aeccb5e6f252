package org.yunzhen.hospital.prescription;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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
                    {"code":{"text":"Q8H"}}                                       | 15
                    {"code":{"coding":[{"code":"x"},{"code":"BID"}],"text":"QD"}} | 10
                    {"code":{"coding":[{"code":"QD"},{"code":"BID"}]}}            | 10
                    {"code":{"coding":[{"code":"x"}],"text":"BID"}}               | 10
                    {"code":{"text":"TID"},"repeat":{"frequency":1,"period":1,"periodUnit":"d"}} | 5
                    {"repeat":{"frequency":1,"frequencyMax":4,"period":1,"periodUnit":"d"}} | 20
                    {"repeat":{"timeOfDay":["08:00:00","14:00:00","20:00:00"]}}   | 15
                    {"repeat":{"when":["MORN","NIGHT"]}}                          | 10
                    {"repeat":{"frequency":1,"period":1,"periodUnit":"d","timeOfDay":["08:00:00","20:00:00"]}} | 10
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
                    {"repeat":{"frequency":3}}
                    {"event":["2026-12-01"]}
                    """)
    void a_timing_that_says_no_times_a_day_makes_none(String timing) {
        assertThat(DailyDose.of(dosage(timing))).isEmpty();
    }

    @Test
    void a_dose_without_a_unit_makes_none() {
        assertThat(DailyDose.of(json("{\"doseAndRate\":[{\"doseQuantity\":{\"value\":5}}]}")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"doseQuantity":{"value":5,"code":"mg"}},{"doseQuantity":{"value":7,"code":"mg"}}    | 7 mg
                    {"doseQuantity":{"value":0.01,"code":"g"}},{"doseQuantity":{"value":7,"code":"mg"}}  | 0.01 g
                    {"doseRange":{"low":{"value":5,"code":"mg"},"high":{"value":20,"code":"mg"}}}        | 20 mg
                    """)
    void of_several_doses_the_highest_counts(String doses, String highest) {
        DailyDose dose = DailyDose.of(once(doses)).orElseThrow();
        assertThat(dose.amount() + " " + dose.unit()).isEqualTo(highest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'doseQuantity':{'value':5,'code':'mg'}},{'doseQuantity':{'value':1,'code':'mL'}}",
                "{'doseQuantity':{'value':5,'code':'mg'}},{'rateQuantity':{'value':1,'code':'mg/h'}}",
                "{'doseRange':{'low':{'value':5,'code':'mg'}}}",
                "{'doseQuantity':{'value':0,'code':'mg'}}"
            })
    void a_dose_that_is_left_open_makes_none(String doses) {
        assertThat(DailyDose.of(once(doses.replace('\'', '"')))).isEmpty();
    }

    private static JsonNode once(String doses) {
        return json("{\"timing\":{\"code\":{\"text\":\"QD\"}},\"doseAndRate\":[" + doses + "]}");
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
