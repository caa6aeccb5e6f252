package org.yunzhen.hospital.prescription;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yunzhen.mappings.json.FhirJson;

class DosagesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5 mg                             | 5",
                "5 mg, 10 mg                      | 15",
                "0.005 g, 10 mg                   | 15",
                "1: 5 mg, 2: 20 mg, 3: 10 mg      | 20",
                "1: 5 mg, 1: 20 mg, 2: 10 mg      | 25",
                "1: 5 mg, 2: 20 mg, 10 mg         | 30",
                "5 mg, 1 mL                       | -",
                "1: 5 mg, 2: 1 {tablet}           | -"
            })
    void the_most_of_a_day_is_that_of_all_instructions_followed_at_once(String said, String most) {
        Dosages dosages = Dosages.of(instructions(said)).orElseThrow();
        assertThat(
                        dosages.mostOfADay("mg")
                                .map(amount -> amount.stripTrailingZeros().toPlainString())
                                .orElse("-"))
                .isEqualTo(most);
    }

    @Test
    void what_is_not_told_of_one_is_not_told_of_all() {
        assertThat(Dosages.of(instructions("5 mg, as needed mg"))).isEmpty();
        assertThat(Dosages.of(FhirJson.array())).isEmpty();
    }

    @Test
    void who_wrote_them_is_told_all() {
        assertThat(Dosages.of(instructions("1: 5 mg, 2: 20 mg, 10 mg")).orElseThrow().text())
                .isEqualTo("5mg+10mg; 20mg+10mg");
    }

    private static JsonNode instructions(String said) {
        var all = FhirJson.array();
        for (String one : said.split(", ")) {
            String dose = one.substring(one.indexOf(':') + 1).strip();
            int blank = dose.lastIndexOf(' ');
            String sequence =
                    one.contains(":")
                            ? "\"sequence\":" + one.substring(0, one.indexOf(':')) + ","
                            : "";
            String value = dose.substring(0, blank);
            String amount = value.startsWith("as") ? "" : "\"value\":" + value + ",";
            all.add(
                    FhirJson.parse(
                            ("{%s\"timing\":{\"code\":{\"text\":\"QD\"}},"
                                            + "\"doseAndRate\":[{\"doseQuantity\":{%s\"code\":\"%s\"}}]}")
                                    .formatted(sequence, amount, dose.substring(blank + 1))
                                    .getBytes(StandardCharsets.UTF_8)));
        }
        return all;
    }
}
