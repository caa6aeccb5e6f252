package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.RawSocket;
import org.yunzhen.hospital.testing.Reply;

/** What HTTP and R4 promise of headers, whatever is asked. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class HeadersTest {
    private static final String CORRELATION = "X-Correlation-Id";

    private final Http anybody = Http.anonymous();
    private final Http integration = Http.as("integration01");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/.well-known/smart-configuration",
                "/fhir/.well-known/smart-configuration",
                "/guide/index.md"
            })
    void what_is_got_without_a_token_has_its_head_too(String path) {
        Reply got = anybody.get(path);
        Reply head = anybody.raw("HEAD", path, new byte[0]);

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.text()).isEmpty();
        assertThat(head.header("Content-Type")).isEqualTo(got.header("Content-Type"));
        assertThat(head.header("Cache-Control")).isEqualTo(got.header("Cache-Control"));
    }

    @Test
    void the_statement_has_a_tag_and_is_not_sent_to_whoever_has_it() {
        for (String path : List.of("/fhir/metadata", "/fhir/metadata?mode=terminology")) {
            for (String format : List.of("application/fhir+json", "application/fhir+xml")) {
                Http caller = anybody.with("Accept", format);
                Reply first = caller.get(path);
                String tag = first.header("ETag");
                assertThat(tag).as(path + format).startsWith("W/\"");

                Reply again = caller.with("If-None-Match", tag).get(path);
                assertThat(again.status()).isEqualTo(304);
                assertThat(again.header("ETag")).isEqualTo(tag);
                assertThat(again.text()).isEmpty();
                assertThat(caller.with("If-None-Match", "W/\"1\"").get(path).status())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void what_a_caller_calls_its_request_is_said_back() {
        Reply both = anybody.with("X-Request-Id", "mine").with(CORRELATION, "a/b=c").get("/fhir/x");
        assertThat(both.header("X-Request-Id")).isEqualTo("mine");
        assertThat(both.header(CORRELATION)).isEqualTo("a/b=c");

        Reply replaced =
                integration
                        .with("X-Request-Id", "of <mine>".replace(' ', '_'))
                        .get("/fhir/Basic/x");
        assertThat(replaced.header("X-Request-Id")).doesNotContain("mine");
        assertThat(replaced.header(CORRELATION)).isEqualTo("of_<mine>");

        Reply none = integration.with("X-Request-Id", "mine").get("/fhir/Basic/x");
        assertThat(none.header(CORRELATION)).isNull();
        Reply endless = integration.with(CORRELATION, "x".repeat(201)).get("/fhir/Basic/x");
        assertThat(endless.header(CORRELATION)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz\r\n{}\r\n0\r\n\r\n", "2\r\n{}\r\n-1\r\n\r\n"})
    void a_chunk_whose_size_is_no_number_is_the_senders_fault(String chunks) {
        try (RawSocket socket = RawSocket.open()) {
            socket.send(
                    """
                    POST /fhir/Basic HTTP/1.1\r
                    Host: 127.0.0.1\r
                    Authorization: Bearer %s\r
                    Content-Type: application/fhir+json\r
                    Transfer-Encoding: chunked\r
                    \r
                    %s"""
                            .formatted(integration.token(), chunks)
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.rest()).startsWith("HTTP/1.1 400 ").contains("malformed-request");
        }
    }
}
