package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** What a page of another origin may ask and read, by the Fetch standard section 3.2. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class CorsTest {
    private static final String PAGE = "https://app.example.org";

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"})
    void a_browser_asks_before_and_may_send_every_method_and_header(String method) {
        String headers =
                "authorization,content-type,content-encoding,if-match,if-none-match,if-none-exist,"
                        + "if-modified-since,prefer,range,idempotency-key,x-medplum";
        Reply asked =
                page(Http.anonymous())
                        .with("Access-Control-Request-Method", method)
                        .with("Access-Control-Request-Headers", headers)
                        .raw("OPTIONS", "/fhir/Patient/1", new byte[0]);
        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.header("Access-Control-Allow-Origin")).isEqualTo(PAGE);
        assertThat(list(asked, "Access-Control-Allow-Methods")).contains(method);
        assertThat(list(asked, "Access-Control-Allow-Headers"))
                .containsAll(List.of(headers.split(",")));
        assertThat(asked.header("Access-Control-Allow-Credentials"))
                .as("a token is sent by the page, never by the browser")
                .isNotEqualTo("true");
    }

    @Test
    void a_page_reads_the_headers_that_answers_carry_for_it() {
        Reply refused = page(Http.anonymous()).get("/fhir/Patient/1");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("Access-Control-Allow-Origin")).isEqualTo(PAGE);
        assertThat(list(refused, "Access-Control-Expose-Headers"))
                .contains(
                        "ETag",
                        "Location",
                        "Content-Location",
                        "Last-Modified",
                        "X-Request-Id",
                        "X-Correlation-Id",
                        "Retry-After",
                        "Allow",
                        "WWW-Authenticate",
                        "Accept-Ranges",
                        "Content-Range",
                        "Content-Disposition",
                        "X-Progress",
                        "Expires");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/fhir/metadata", "/fhir/Patient/1", "/fhir/NoSuchType", "/nowhere"})
    void a_cache_is_told_that_the_answer_names_who_asked(String path) {
        Reply answer = page(Http.anonymous()).with("Accept-Encoding", "gzip").get(path);
        assertThat(vary(answer)).contains("Origin");
    }

    @Test
    void what_is_packed_varies_by_both() {
        Reply answer = page(Http.anonymous()).with("Accept-Encoding", "gzip").get("/fhir/metadata");
        assertThat(answer.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(vary(answer)).contains("Origin", "accept-encoding");
    }

    @Test
    void content_in_its_own_type_varies_by_both() {
        Http integration = page(Http.as("integration01"));
        byte[] text = "text".getBytes(StandardCharsets.UTF_8);
        integration.with("Content-Type", "text/plain").raw("PUT", "/fhir/Binary/cors", text);
        Reply content = integration.get("/fhir/Binary/cors");
        assertThat(content.header("Content-Type")).isEqualTo("text/plain");
        assertThat(vary(content)).contains("Origin", "accept");
    }

    private static Http page(Http caller) {
        return caller.with("Origin", PAGE);
    }

    private static List<String> list(Reply reply, String header) {
        return Arrays.stream(reply.header(header).split(",")).map(String::trim).toList();
    }

    private static List<String> vary(Reply reply) {
        return reply.http().headers().allValues("Vary").stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::trim)
                .toList();
    }
}
