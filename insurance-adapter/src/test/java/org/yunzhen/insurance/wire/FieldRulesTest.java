package org.yunzhen.insurance.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldRulesTest {

    /** A message with every sort of field. */
    @Node({"data", "elsewhere"})
    public record Bill(
            @Required @Chars(4) String code,
            @Digits(value = 16, decimals = 2) BigDecimal sum,
            @Digits(2) Integer count,
            LocalDate day,
            @OtherNames("rows_elsewhere") List<Line> lines) {}

    /** A row of it. */
    public record Line(
            @Digits(value = 16, decimals = 6) BigDecimal price, @Required @Chars(2) String unit) {}

    @ParameterizedTest
    @CsvSource({
        "12, 12.00",
        "12.5, 12.50",
        "'\"12.50\"', 12.50",
        "12.500, 12.50",
        "1.2E+3, 1200.00",
        "-0.01, -0.01",
        "99999999999999.99, 99999999999999.99"
    })
    void an_amount_is_read_as_number_or_text_with_the_fields_decimals(String json, String value)
            throws IOException {
        assertThat(read("{\"code\":\"A\",\"sum\":" + json + "}").sum())
                .isEqualTo(new BigDecimal(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12.345",
                "100000000000000",
                "1E+30",
                "1E+999999",
                "1E-999999",
                "\"1E+2\"",
                "\" 12\"",
                "\"12,5\"",
                "\"twelve\"",
                "true",
                "[12]",
                "{}"
            })
    void what_is_no_exact_amount_is_a_fault_that_names_the_field(String json) {
        assertThatThrownBy(() -> read("{\"code\":\"A\",\"sum\":" + json + "}"))
                .isInstanceOf(FieldFault.class)
                .hasMessageStartingWith("output.data.sum: ");
    }

    @Test
    void a_missing_a_blank_and_a_too_long_text_are_refused() {
        assertRefused(new Bill(null, null, null, null, null), "data.code: missing");
        assertRefused(new Bill("  ", null, null, null, null), "data.code: missing");
        assertRefused(
                new Bill("ABCDE", null, null, null, null), "data.code: longer than 4 characters");
    }

    @Test
    void length_counts_characters_and_not_bytes_or_halves_of_rare_ones() {
        String rare = "𠮷".repeat(4);

        assertThat(MessageWriter.write(new Bill(rare, null, null, null, null)).at("/data/code"))
                .hasToString("\"" + rare + "\"");
    }

    @Test
    void a_fault_in_a_row_is_named_with_the_rows_place() {
        Line good = new Line(new BigDecimal("1"), "盒");
        Line bad = new Line(new BigDecimal("0.0000001"), "盒");

        assertRefused(
                new Bill("A", null, null, null, List.of(good, bad)),
                "data.lines[1].price: more than 6 decimals");
    }

    @Test
    void a_fault_does_not_quote_the_value_which_may_be_personal() {
        assertThatThrownBy(() -> read("{\"code\":\"A\",\"sum\":\"51040019900101001X\"}"))
                .hasMessageNotContaining("5104");
    }

    @Test
    void a_count_of_more_digits_than_its_field_is_refused() {
        assertRefused(
                new Bill("A", null, 100, null, null), "data.count: more than 2 integer digits");
    }

    @Test
    void fields_without_a_value_are_left_out() {
        assertThat(NhsaJson.print(MessageWriter.write(new Bill("A", null, null, null, List.of()))))
                .isEqualTo("{\"data\":{\"code\":\"A\"}}");
    }

    @Test
    void unknown_fields_empty_texts_and_other_names_of_an_answer_are_understood()
            throws IOException {
        Bill bill =
                read(
                        """
                        {"code": 310, "new_field": {"a": [1]}, "sum": "", "day": "2026-11-24 00:00:00",
                         "rows_elsewhere": {"price": 1, "unit": "盒"}}
                        """);

        assertThat(bill.code()).isEqualTo("310");
        assertThat(bill.sum()).isNull();
        assertThat(bill.day()).isEqualTo(LocalDate.of(2026, 11, 24));
        assertThat(bill.lines()).containsExactly(new Line(new BigDecimal("1.000000"), "盒"));
    }

    @Test
    void the_node_of_an_answer_is_found_under_each_of_its_names() throws IOException {
        assertThat(MessageReader.read(parse("{\"elsewhere\":{\"code\":\"A\"}}"), Bill.class).code())
                .isEqualTo("A");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "[]", "\"\"", "{\"data\":null}", "{\"data\":[1]}", "7"})
    void an_answer_without_what_it_must_have_is_a_fault(String output) {
        assertThatThrownBy(() -> MessageReader.read(parse(output), Bill.class))
                .isInstanceOf(FieldFault.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-30", "20261124", "2026-11-24T00:00:00", "2026-11-24 25:00:00"})
    void a_day_that_is_none_is_a_fault(String day) {
        assertThatThrownBy(() -> read("{\"code\":\"A\",\"day\":\"" + day + "\"}"))
                .hasMessage("output.data.day: not a date yyyy-MM-dd");
    }

    private static void assertRefused(Bill bill, String message) {
        assertThatThrownBy(() -> MessageWriter.write(bill))
                .isInstanceOf(FieldFault.class)
                .hasMessage(message);
    }

    private static Bill read(String data) throws IOException {
        return MessageReader.read(parse("{\"data\":" + data + "}"), Bill.class);
    }

    private static JsonNode parse(String json) throws IOException {
        return NhsaJson.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}
