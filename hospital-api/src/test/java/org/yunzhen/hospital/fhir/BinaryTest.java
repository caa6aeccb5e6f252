package org.yunzhen.hospital.fhir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.proof.Records;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class BinaryTest {
    private static final String JSON = "application/fhir+json";

    private final Http integration = Http.as("integration01");

    private static byte[] content(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private Reply put(String id, String type, byte[] content) {
        return integration.with("Content-Type", type).raw("PUT", "/fhir/Binary/" + id, content);
    }

    @Test
    void any_content_is_written_raw_and_read_raw_or_as_a_resource() {
        byte[] image = content(100_000);
        Reply made =
                integration.with("Content-Type", "image/png").raw("POST", "/fhir/Binary", image);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        String path = "/fhir/Binary/" + made.id();

        for (Http reader : new Http[] {integration, integration.with("Accept", "image/*, */*")}) {
            Reply raw = reader.get(path);
            assertThat(raw.status()).isEqualTo(200);
            assertThat(raw.header("Content-Type")).isEqualTo("image/png");
            assertThat(raw.http().body()).isEqualTo(image);
            assertThat(raw.header("ETag")).isEqualTo("W/\"1\"");
        }
        Reply resource = integration.with("Accept", JSON).get(path);
        assertThat(resource.header("Content-Type")).startsWith(JSON);
        assertThat(resource.json().path("contentType").asText()).isEqualTo("image/png");
        assertThat(Base64.getDecoder().decode(resource.json().path("data").asText()))
                .isEqualTo(image);
        assertThat(integration.get(path + "?_format=json").json().path("resourceType").asText())
                .isEqualTo("Binary");
        assertThat(integration.with("If-None-Match", "W/\"1\"").get(path).status()).isEqualTo(304);
    }

    @Test
    void JSON_and_XML_are_content_like_any_other_unless_they_are_a_Binary() {
        for (String type : new String[] {"application/json", "text/xml", "application/xml"}) {
            byte[] content =
                    type.endsWith("json") ? "{\"a\":1}".getBytes(UTF_8) : "<a/>".getBytes(UTF_8);
            assertThat(put("bin-plain", type, content).status()).as(type).isIn(200, 201);
            Reply raw = integration.get("/fhir/Binary/bin-plain");
            assertThat(raw.header("Content-Type")).isEqualTo(type);
            assertThat(raw.http().body()).isEqualTo(content);
        }
        String resource =
                "{\"resourceType\":\"Binary\",\"id\":\"bin-plain\",\"contentType\":\"text/csv\"}";
        assertThat(put("bin-plain", "application/json", resource.getBytes(UTF_8)).status())
                .isEqualTo(200);
        assertThat(integration.get("/fhir/Binary/bin-plain").header("Content-Type"))
                .isEqualTo("text/csv");
    }

    @Test
    void who_asks_for_JSON_or_XML_gets_content_of_that_type_and_else_the_resource() {
        put("bin-named", "application/json; charset=utf-8", "{\"a\":1}".getBytes(UTF_8));
        String path = "/fhir/Binary/bin-named";
        Reply content = integration.with("Accept", "text/xml, application/json").get(path);
        assertThat(content.text()).isEqualTo("{\"a\":1}");
        assertThat(content.header("Content-Type")).isEqualTo("application/json; charset=utf-8");

        Reply other = integration.with("Accept", "application/xml").get(path);
        assertThat(other.header("Content-Type")).isEqualTo("application/fhir+xml;charset=utf-8");
        assertThat(other.text()).contains("<Binary ");
        for (String fhirs : new String[] {JSON, JSON + ", application/json"}) {
            Reply resource = integration.with("Accept", fhirs).get(path);
            assertThat(resource.json().path("resourceType").asText()).isEqualTo("Binary");
        }
        put("bin-named", "application/pdf", content(10));
        Reply pdf = integration.with("Accept", "application/json").get(path);
        assertThat(pdf.header("Content-Type")).startsWith(JSON);
        assertThat(pdf.json().path("contentType").asText()).isEqualTo("application/pdf");
    }

    @Test
    void a_binary_that_came_as_a_resource_is_read_raw_and_its_versions_too() {
        String data = Base64.getEncoder().encodeToString("eins".getBytes(StandardCharsets.UTF_8));
        String body =
                "{\"resourceType\":\"Binary\",\"id\":\"bin-json\",\"contentType\":\"text/plain\","
                        + "\"data\":\""
                        + data
                        + "\"}";
        integration.put("/fhir/Binary/bin-json", body);
        assertThat(integration.get("/fhir/Binary/bin-json").text()).isEqualTo("eins");
        assertThat(put("bin-json", "text/csv", "zwei".getBytes(StandardCharsets.UTF_8)).status())
                .isEqualTo(200);
        assertThat(integration.get("/fhir/Binary/bin-json").text()).isEqualTo("zwei");
        assertThat(integration.get("/fhir/Binary/bin-json/_history/1").text()).isEqualTo("eins");
        integration.delete("/fhir/Binary/bin-json");
        assertThat(integration.get("/fhir/Binary/bin-json").status()).isEqualTo(410);
    }

    @Test
    void content_is_read_by_range() {
        byte[] content = content(1000);
        put("bin-range", "application/pdf", content);
        assertRange("bytes=0-99", content, 0, 99);
        assertRange("bytes=900-", content, 900, 999);
        assertRange("bytes=-50", content, 950, 999);
        assertRange("bytes=990-5000", content, 990, 999);
        for (String whole : new String[] {"bytes=5-1", "bytes=0-1,5-6", "lines=1-2", "bytes=-"}) {
            Reply reply = integration.with("Range", whole).get("/fhir/Binary/bin-range");
            assertThat(reply.status()).as(whole).isEqualTo(200);
            assertThat(reply.http().body()).isEqualTo(content);
        }
        Reply beyond = integration.with("Range", "bytes=1000-").get("/fhir/Binary/bin-range");
        assertThat(beyond.status()).isEqualTo(416);
        assertThat(beyond.header("Content-Range")).isEqualTo("bytes */1000");
        Reply weak =
                integration
                        .with("Range", "bytes=0-1")
                        .with("If-Range", "W/\"1\"")
                        .get("/fhir/Binary/bin-range");
        assertThat(weak.status()).isEqualTo(200);
    }

    private void assertRange(String range, byte[] content, int first, int last) {
        Reply reply = integration.with("Range", range).get("/fhir/Binary/bin-range");
        assertThat(reply.status()).as(range).isEqualTo(206);
        assertThat(reply.header("Content-Range"))
                .isEqualTo("bytes " + first + "-" + last + "/1000");
        assertThat(reply.http().body()).isEqualTo(Arrays.copyOfRange(content, first, last + 1));
    }

    @Test
    void nothing_runs_in_a_browser_under_our_address() {
        byte[] page = "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
        put("bin-html", "text/html", page);
        Reply reply = integration.with("Accept", "text/html").get("/fhir/Binary/bin-html");
        assertThat(reply.header("Content-Type")).isEqualTo("text/html");
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(reply.header("Content-Disposition")).isEqualTo("attachment");
        assertThat(reply.header("Content-Security-Policy")).contains("sandbox");
    }

    @Test
    void who_sees_what_the_security_context_names_sees_the_binary_and_nobody_else() {
        integration.put(
                "/fhir/Patient/patient138", Records.of("Patient", "patient138", "patient138"));
        integration.put(
                "/fhir/Condition/bin-context",
                Records.of("Condition", "bin-context", "patient138"));
        byte[] content = content(10);
        integration
                .with("Content-Type", "image/png")
                .with("X-Security-Context", "Condition/bin-context")
                .raw("PUT", "/fhir/Binary/bin-secret", content);
        put("bin-open", "image/png", content);

        Http patient = Http.as("patient138");
        Reply own = patient.get("/fhir/Binary/bin-secret");
        assertThat(own.status()).isEqualTo(200);
        assertThat(own.http().body()).isEqualTo(content);
        assertThat(own.header("X-Security-Context")).isEqualTo("Condition/bin-context");
        assertThat(patient.get("/fhir/Binary/bin-open").status()).isEqualTo(403);
        assertThat(patient.get("/fhir/Binary/bin-none").status()).isEqualTo(403);
        assertThat(Http.as("patient139").get("/fhir/Binary/bin-secret").status()).isEqualTo(403);
        assertThat(Http.anonymous().get("/fhir/Binary/bin-secret").status()).isEqualTo(401);
        integration.delete("/fhir/Condition/bin-context");
        assertThat(patient.get("/fhir/Binary/bin-secret").status()).isEqualTo(403);
        assertThat(integration.get("/fhir/Binary/bin-secret").status()).isEqualTo(200);
    }

    @Test
    void what_cannot_be_kept_is_refused() {
        assertThat(put("bin-large", "video/mp4", content(RawBinary.BYTES_MAX + 1)).status())
                .isEqualTo(413);
        assertThat(put("bin-large", "video/mp4", content(RawBinary.BYTES_MAX)).status())
                .isEqualTo(201);
        assertThat(integration.get("/fhir/Binary/bin-large").http().body())
                .hasSize(RawBinary.BYTES_MAX);
        assertThat(put("bin-type", "nonsense", content(3)).refusals())
                .containsExactly("invalid-header");
        assertThat(
                        integration
                                .with("Content-Type", "image/png")
                                .with("X-Security-Context", "http://elsewhere/x y")
                                .raw("PUT", "/fhir/Binary/bin-context", content(3))
                                .refusals())
                .containsExactly("invalid-header");
        assertThat(
                        integration
                                .with("Content-Type", "image/png")
                                .raw("POST", "/fhir/Condition", content(3))
                                .status())
                .isEqualTo(415);
        assertThat(
                        Http.as("patient138")
                                .with("Content-Type", "image/png")
                                .raw("POST", "/fhir/Binary", content(3))
                                .status())
                .isEqualTo(403);
    }
}
