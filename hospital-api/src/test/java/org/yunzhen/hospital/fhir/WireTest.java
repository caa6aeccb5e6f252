package org.yunzhen.hospital.fhir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import com.aayushatharva.brotli4j.encoder.BrotliOutputStream;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.mappings.json.FhirJson;

/** How bodies travel: preferences, codings, layout and methods, R4 section 3.1.0.1. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class WireTest {
    private static final int MEBIBYTE = 1024 * 1024;

    private final Http integration = Http.as("integration01");

    private static String basic(String id, String text) {
        return "{\"resourceType\":\"Basic\",\"id\":\"%s\",\"code\":{\"text\":\"%s\"}}"
                .formatted(id, text);
    }

    @Test
    void a_write_shows_what_the_caller_prefers_and_a_read_shows_all() {
        Http minimal = integration.with("Prefer", "return=minimal");
        Reply made = minimal.put("/fhir/Basic/wire-1", basic("wire-1", "a"));
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text()).isEmpty();
        assertThat(made.header("ETag")).isEqualTo("W/\"1\"");
        assertThat(made.header("Location")).endsWith("/Basic/wire-1/_history/1");
        assertThat(minimal.get("/fhir/Basic/wire-1").text()).contains("wire-1");
        assertThat(minimal.get("/fhir/Basic?_id=wire-1").text()).contains("wire-1");

        Http outcome = integration.with("Prefer", "return=OperationOutcome; handling=strict");
        Reply told = outcome.put("/fhir/Basic/wire-1", basic("wire-1", "b"));
        assertThat(told.header("ETag")).isEqualTo("W/\"2\"");
        assertThat(told.json().path("resourceType").asText()).isEqualTo("OperationOutcome");
        assertThat(told.json().path("issue").path(0).path("severity").asText())
                .isEqualTo("information");

        Http whole = integration.with("Prefer", "return=representation");
        assertThat(whole.put("/fhir/Basic/wire-1", basic("wire-1", "c")).text()).contains("\"c\"");
    }

    @Test
    void entries_of_a_Bundle_show_what_they_wrote_only_to_those_who_prefer_that() {
        String entry =
                "{\"resource\":%s,\"request\":{\"method\":\"PUT\",\"url\":\"Basic/wire-2\"}}";
        for (String type : List.of("transaction", "batch")) {
            String bundle =
                    "{\"resourceType\":\"Bundle\",\"type\":\"%s\",\"entry\":[%s]}"
                            .formatted(type, entry.formatted(basic("wire-2", type)));
            JsonNode plain = integration.post("/fhir", bundle).json().path("entry").path(0);
            assertThat(plain.has("resource")).isFalse();
            Http whole = integration.with("Prefer", "return=representation");
            assertThat(
                            whole.post("/fhir", bundle)
                                    .json()
                                    .at("/entry/0/resource/code/text")
                                    .asText())
                    .isEqualTo(type);
            Http told = integration.with("Prefer", "return=OperationOutcome");
            assertThat(
                            told.post("/fhir", bundle)
                                    .json()
                                    .at("/entry/0/response/outcome/resourceType")
                                    .asText())
                    .isEqualTo("OperationOutcome");
        }
    }

    @Test
    void a_parameter_that_is_not_known_is_told_of_or_in_strict_handling_refused() {
        integration.put("/fhir/Basic/wire-3", basic("wire-3", "a"));
        String search = "/fhir/Basic?_id=wire-3&nonsense=1";
        Reply lenient = integration.with("Prefer", "handling=lenient").get(search);
        assertThat(lenient.status()).isEqualTo(200);
        JsonNode told = lenient.json().path("entry").path(1);
        assertThat(told.path("search").path("mode").asText()).isEqualTo("outcome");
        assertThat(told.path("resource").path("issue").path(0).path("severity").asText())
                .isEqualTo("warning");
        assertThat(integration.with("Prefer", "handling=strict").get(search).refusals())
                .containsExactly("unknown-parameter");
    }

    @Test
    void a_large_answer_is_packed_for_those_who_take_that_and_a_small_one_never() throws Exception {
        integration.put("/fhir/Basic/wire-large", basic("wire-large", "云诊 ".repeat(30_000)));
        integration.put("/fhir/Basic/wire-small", basic("wire-small", "云诊"));
        Reply plain = integration.get("/fhir/Basic/wire-large");
        assertThat(plain.header("Content-Encoding")).isNull();
        assertThat(plain.http().headers().allValues("Vary")).contains("accept-encoding");

        Map<String, String> wishes =
                Map.of(
                        "gzip", "gzip",
                        "br;q=0.5, gzip;q=0.8", "gzip",
                        "gzip, deflate, br", "br",
                        "br;q=1.0, gzip;q=0.8", "br",
                        "gzip;q=0, *", "br",
                        "*;q=0.1, br;q=0", "gzip");
        wishes.forEach(
                (taken, coding) -> {
                    Http packing = integration.with("Accept-Encoding", taken);
                    Reply packed = packing.get("/fhir/Basic/wire-large");
                    byte[] body = packed.http().body();
                    assertThat(packed.header("Content-Encoding")).as(taken).isEqualTo(coding);
                    assertThat(packed.header("ETag")).isEqualTo(plain.header("ETag"));
                    assertThat(body.length).isLessThan(plain.http().body().length / 10);
                    assertThat(unpacked(coding, body)).isEqualTo(plain.text());
                    assertThat(packing.get("/fhir/Basic/wire-small").header("Content-Encoding"))
                            .isNull();
                });
        for (String refused : List.of("identity", "gzip;q=0", "br;q=0, gzip;q=0", "zstd")) {
            assertThat(
                            integration
                                    .with("Accept-Encoding", refused)
                                    .get("/fhir/Basic/wire-large")
                                    .text())
                    .isEqualTo(plain.text());
        }
    }

    private static String unpacked(String coding, byte[] packed) {
        InputStream bytes = new ByteArrayInputStream(packed);
        try (InputStream plain =
                coding.equals("br") ? new BrotliInputStream(bytes) : new GZIPInputStream(bytes)) {
            return new String(plain.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] packed(String coding, byte[] plain, int times) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream packing =
                coding.equals("br")
                        ? new BrotliOutputStream(packed)
                        : new GZIPOutputStream(packed)) {
            for (int i = 0; i < times; i++) {
                packing.write(plain);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return packed.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br"})
    void a_packed_body_is_taken_and_a_bomb_is_refused_before_it_is_unpacked(String coding) {
        Http packing =
                integration
                        .with("Content-Type", "application/fhir+json")
                        .with("Content-Encoding", coding);
        String path = "/fhir/Basic/wire-" + coding;
        byte[] body = packed(coding, basic("wire-" + coding, "云诊").getBytes(UTF_8), 1);
        assertThat(packing.raw("PUT", path, body).status()).isEqualTo(201);
        assertThat(integration.get(path).text()).contains("云诊");

        byte[] bomb = packed(coding, new byte[MEBIBYTE], 400);
        assertThat(bomb.length).isLessThan(MEBIBYTE);
        Reply refused = packing.raw("POST", "/fhir", bomb);
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.refusals()).containsExactly("payload-too-large");
        byte[] large = packed(coding, new byte[MEBIBYTE], 3);
        assertThat(packing.raw("PUT", path, large).status()).isEqualTo(413);
        assertThat(packing.raw("POST", "/fhir/Basic", new byte[] {1, 2, 3}).status())
                .isEqualTo(400);
        byte[] half = Arrays.copyOf(body, body.length / 2);
        assertThat(packing.raw("POST", "/fhir/Basic", half).status()).isEqualTo(400);
    }

    @Test
    void a_coding_that_is_not_spoken_here_is_refused() {
        assertThat(
                        integration
                                .with("Content-Type", "application/fhir+json")
                                .with("Content-Encoding", "zstd")
                                .raw("POST", "/fhir/Basic", new byte[] {1, 2, 3})
                                .status())
                .isEqualTo(415);
    }

    @Test
    void pretty_lays_out_and_changes_nothing() {
        integration.put(
                "/fhir/Observation/wire-pretty",
                """
                {"resourceType":"Observation","id":"wire-pretty","status":"final",
                 "code":{"text":"x \\" é 云"},"valueQuantity":{"value":61.50}}""");
        Reply plain = integration.get("/fhir/Observation/wire-pretty");
        Reply pretty = integration.get("/fhir/Observation/wire-pretty?_pretty=true");
        assertThat(pretty.text()).contains("\n  \"status\"", ": 61.50");
        assertThat(new String(FhirJson.write(pretty.json()), UTF_8)).isEqualTo(plain.text());
        assertThat(integration.get("/fhir/Observation?_id=wire-pretty&_pretty=true").text())
                .contains("\n");
        assertThat(integration.get("/fhir/Observation/wire-pretty?_pretty=false").text())
                .isEqualTo(plain.text());
    }

    @Test
    void pretty_lays_out_xml_and_leaves_narratives_as_they_are() {
        String div = "<div xmlns=\\\"http://www.w3.org/1999/xhtml\\\"><p>a <b>b</b></p></div>";
        integration.put(
                "/fhir/Observation/wire-xml",
                """
                {"resourceType":"Observation","id":"wire-xml","status":"final","text":{
                 "status":"generated","div":"%s"},"code":{"text":"x \\" é 云"}}"""
                        .formatted(div));
        Reply pretty =
                integration.get("/fhir/Observation/wire-xml?_pretty=true&_format=application/xml");
        assertThat(pretty.text())
                .contains("\n  <status value=\"final\"/>\n  <code>\n    <text value=")
                .contains("<p>a <b>b</b></p></div>\n  </text>")
                .endsWith("\n</Observation>");
        assertThat(integration.get("/fhir/Observation/wire-xml?_format=application/xml").text())
                .doesNotContain("\n");
    }

    @Test
    void a_wrong_method_is_405_and_told_which_are_right() {
        Map<String, String> wrong =
                Map.of(
                        "PUT /fhir/metadata", "GET, HEAD",
                        "POST /fhir/Basic/wire-x", "GET, HEAD, PUT, PATCH, DELETE",
                        "PUT /fhir/Basic/_search", "POST",
                        "DELETE /fhir/Basic/wire-x/_history", "GET, HEAD",
                        "PUT /fhir/Basic/wire-x/_history/1", "GET, HEAD",
                        "POST /fhir/_history", "GET, HEAD");
        wrong.forEach(
                (asked, allowed) -> {
                    String[] words = asked.split(" ");
                    Reply reply =
                            integration
                                    .with("Content-Type", "application/fhir+json")
                                    .raw(words[0], words[1], basic("wire-x", "x").getBytes(UTF_8));
                    assertThat(reply.status()).as(asked).isEqualTo(405);
                    assertThat(reply.header("Allow")).as(asked).isEqualTo(allowed);
                });
    }
}
