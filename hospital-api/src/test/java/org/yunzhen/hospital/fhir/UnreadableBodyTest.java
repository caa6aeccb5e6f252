package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** Bytes of a body that no value can be made of: refused with the reason that it is. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class UnreadableBodyTest {
    private final Http json =
            Http.as("integration01").with("Content-Type", "application/fhir+json");
    private final Http xml = Http.as("integration01").with("Content-Type", "application/fhir+xml");

    private Reply post(String path, String body) {
        return json.raw("POST", path, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String weight(String number) {
        return """
               {"resourceType":"Observation","status":"final","code":{"text":"x"},
                "valueQuantity":{"value":%s}}"""
                .formatted(number);
    }

    @Test
    void a_number_is_taken_up_to_the_limit_and_told_from_nesting_beyond_it() {
        Reply taken = post("/fhir/Observation", weight("1." + "3".repeat(63)));
        assertThat(taken.status()).as(taken.text()).isEqualTo(201);
        assertThat(taken.text()).contains("1." + "3".repeat(63));

        for (String number : List.of("1." + "3".repeat(64), "9".repeat(65))) {
            Reply refused = post("/fhir/Observation", weight(number));
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.refusals()).containsExactly("number-too-long");
            assertThat(refused.text()).contains("64 ").doesNotContain("-1:-1");
        }
        String asXml =
                "<Observation xmlns=\"http://hl7.org/fhir\"><status value=\"final\"/><code><text"
                        + " value=\"x\"/></code><valueQuantity><value value=\""
                        + "9".repeat(65)
                        + "\"/></valueQuantity></Observation>";
        assertThat(
                        xml.raw("POST", "/fhir/Observation", asXml.getBytes(StandardCharsets.UTF_8))
                                .text())
                .contains("number-too-long");
    }

    @Test
    void too_deep_a_body_is_told_how_deep_it_may_be_and_a_double_key_where_it_stands() {
        Reply deep = post("/fhir/Basic", "{\"x\":" + "[".repeat(200) + "]".repeat(200) + "}");
        assertThat(deep.refusals()).containsExactly("too-deep");
        assertThat(deep.text()).contains("64 ");

        Reply twice =
                post("/fhir/Basic", "{\"resourceType\":\"Basic\",\n \"id\":\"a\",\"id\":\"b\"}");
        assertThat(twice.refusals()).containsExactly("duplicate-key");
        assertThat(twice.text()).contains("2:");
    }

    @Test
    void a_number_that_no_decimal_can_hold_is_the_callers_fault_and_not_ours() {
        for (String number : List.of("1e2147483648", "1e-2147483649", "-1e99999999999999")) {
            String body =
                    """
                    {"resourceType":"Observation","status":"final","code":{"text":"x"},
                     "valueQuantity":{"value":%s}}"""
                            .formatted(number);
            assertThat(post("/fhir/Observation", body).refusals())
                    .as(number)
                    .containsExactly("malformed-json");
            assertThat(post("/fhir/Observation/$validate", body).status())
                    .as(number)
                    .isEqualTo(400);
        }
    }

    @Test
    void a_character_that_is_written_longer_than_it_is_or_does_not_exist_is_refused() {
        byte[][] notUtf8 = {
            {(byte) 0xC0, (byte) 0xAF},
            {(byte) 0xC1, (byte) 0xBF},
            {(byte) 0xE0, (byte) 0x80, (byte) 0xAF},
            {(byte) 0xE0, (byte) 0x9F, (byte) 0xBF},
            {(byte) 0xF0, (byte) 0x80, (byte) 0x80, (byte) 0xAF},
            {(byte) 0xF0, (byte) 0x8F, (byte) 0xBF, (byte) 0xBF},
            {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
            {(byte) 0xF5, (byte) 0x80, (byte) 0x80, (byte) 0x80}
        };
        for (byte[] bytes : notUtf8) {
            Reply reply = json.raw("POST", "/fhir/Patient", named(bytes));
            assertThat(reply.status()).as("%s", Arrays.toString(bytes)).isEqualTo(400);
        }
        byte[] legal = "𠮷߿ࠀ퟿\uE000\uFFFD\u007f".getBytes(StandardCharsets.UTF_8);
        assertThat(json.raw("POST", "/fhir/Patient", named(legal)).status()).isEqualTo(201);
    }

    private static byte[] named(byte[] text) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(
                "{\"resourceType\":\"Patient\",\"name\":[{\"text\":\"a"
                        .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(text);
        body.writeBytes("\"}]}".getBytes(StandardCharsets.UTF_8));
        return body.toByteArray();
    }
}
