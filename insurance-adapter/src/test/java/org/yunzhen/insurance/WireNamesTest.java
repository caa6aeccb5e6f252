package org.yunzhen.insurance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yunzhen.insurance.wire.MessageReader;
import org.yunzhen.insurance.wire.MessageWriter;
import org.yunzhen.insurance.wire.NhsaJson;

/** The JSON of these tests is written by hand from the platform's documents. */
class WireNamesTest {

    static Stream<String> numbers() {
        return Transactions.all().stream().map(Transaction::infno);
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void a_request_has_the_names_order_and_decimals_of_the_documents(String infno)
            throws IOException {
        Record request = Samples.REQUESTS.get(infno);

        assertThat(NhsaJson.print(MessageWriter.write(request)))
                .isEqualTo(compact(Samples.golden("input/" + infno)));
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void the_sample_of_a_request_leaves_no_field_unproven(String infno) throws Exception {
        assertThat(emptyFields(Samples.REQUESTS.get(infno))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"9001", "9002", "1101", "2001", "2201", "2204", "5201", "5203", "3201"})
    void every_field_of_an_answer_is_found_under_the_documents_name(String infno) throws Exception {
        assertThat(emptyFields(answer(infno))).isEmpty();
    }

    @Test
    void the_envelope_has_every_field_with_the_platforms_two_spellings_of_region()
            throws IOException {
        assertThat(client().prepare(Transactions.SETTLE, Samples.SETTLE, Samples.CONTEXT).body())
                .isEqualTo(compact(Samples.golden("request-2207")));
    }

    private static Record answer(String infno) throws IOException {
        Class<? extends Record> type =
                Transactions.all().stream()
                        .filter(t -> t.infno().equals(infno))
                        .findFirst()
                        .orElseThrow()
                        .output();
        return MessageReader.read(parsed(Samples.golden("answer/" + infno)), type);
    }

    private static List<String> emptyFields(Record message) throws Exception {
        List<String> empty = new ArrayList<>();
        for (RecordComponent component : message.getClass().getRecordComponents()) {
            Object value = component.getAccessor().invoke(message);
            if (value == null || value.equals(List.of())) {
                empty.add(component.getName());
            } else if (value instanceof Record part) {
                empty.addAll(emptyFields(part));
            } else if (value instanceof List<?> rows) {
                empty.addAll(emptyFields((Record) rows.get(0)));
            }
        }
        return empty;
    }

    private static NhsaClient client() {
        NhsaSettings settings =
                Samples.settings(URI.create("http://127.0.0.1:1"), Duration.ofSeconds(1));
        return new NhsaClient(
                settings,
                MessageIds.inProcess("H51040000001", Samples.HALF_PAST_NINE),
                HttpClient.newHttpClient(),
                Samples.HALF_PAST_NINE);
    }

    private static String compact(String json) throws IOException {
        return NhsaJson.print(parsed(json));
    }

    private static JsonNode parsed(String json) throws IOException {
        return NhsaJson.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}
