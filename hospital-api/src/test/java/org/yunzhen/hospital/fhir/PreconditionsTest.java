package org.yunzhen.hospital.fhir;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/**
 * Conditions of HTTP (RFC 9110 section 13) and preferences (RFC 7240), however they are written.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PreconditionsTest {
    private static final String OLD = "Sat, 01 Jan 2022 00:00:00 GMT";
    private static final String PATCH =
            "[{\"op\":\"replace\",\"path\":\"/code/text\",\"value\":\"b\"}]";

    private final Http integration = Http.as("integration01");

    private String made(String id) {
        String path = "/fhir/Basic/" + id;
        assertThat(integration.put(path, basic(id)).status()).isEqualTo(201);
        return path;
    }

    private static String basic(String id) {
        return "{\"resourceType\":\"Basic\",\"id\":\"%s\",\"code\":{\"text\":\"a\"}}".formatted(id);
    }

    private static Reply patch(Http caller, String path) {
        return caller.with("Content-Type", "application/json-patch+json")
                .raw("PATCH", path, PATCH.getBytes(UTF_8));
    }

    @Test
    void a_tag_that_was_never_ours_names_another_version() {
        String path = made("pre-tag");
        for (String tag : List.of("W/\"x\"", "\"a,b\"", "W/\"01\"", "W/\"\"")) {
            Http caller = integration.with("If-Match", tag);
            assertThat(caller.put(path, basic("pre-tag")).status()).as(tag).isEqualTo(412);
            assertThat(caller.delete(path).status()).as(tag).isEqualTo(412);
        }
        assertThat(integration.with("If-Match", "x").put(path, basic("pre-tag")).status())
                .isEqualTo(400);
        assertThat(integration.get(path).header("ETag")).isEqualTo("W/\"1\"");
    }

    @Test
    void what_must_not_be_there_or_not_be_newer_is_not_changed() {
        String path = made("pre-unless");
        for (Http caller :
                List.of(
                        integration.with("If-None-Match", "*"),
                        integration.with("If-None-Match", "W/\"1\""),
                        integration.with("If-Unmodified-Since", OLD))) {
            assertThat(caller.put(path, basic("pre-unless")).status()).isEqualTo(412);
            assertThat(patch(caller, path).status()).isEqualTo(412);
            assertThat(caller.delete(path).status()).isEqualTo(412);
        }
        assertThat(integration.get(path).header("ETag")).isEqualTo("W/\"1\"");

        Http both = integration.with("If-Unmodified-Since", OLD).with("If-Match", "W/\"1\"");
        assertThat(both.put(path, basic("pre-unless")).status()).isEqualTo(200);
    }

    @Test
    void several_lines_of_a_header_are_one_list() {
        String path = made("pre-lines");
        Http either = integration.with("If-Match", "W/\"7\"").with("If-Match", "W/\"1\"");
        assertThat(either.put(path, basic("pre-lines")).status()).isEqualTo(200);
        Http known = integration.with("If-None-Match", "\"7\"").with("If-None-Match", "\"2\"");
        assertThat(known.get(path).status()).isEqualTo(304);
        Http xml = integration.with("Accept", "text/html").with("Accept", "application/fhir+xml");
        assertThat(xml.get(path).header("Content-Type")).startsWith("application/fhir+xml");
        Http quiet = integration.with("Prefer", "handling=strict").with("Prefer", "return=minimal");
        assertThat(quiet.put(path, basic("pre-lines")).text()).isEmpty();
    }

    @Test
    void a_preference_may_stand_in_quotation_marks_and_the_first_of_two_counts() {
        String path = made("pre-prefer");
        for (String prefer :
                List.of(
                        "return=\"minimal\"",
                        "Return = minimal",
                        "x; y=\"z\", return=minimal",
                        "return=minimal, return=representation")) {
            Reply reply = integration.with("Prefer", prefer).put(path, basic("pre-prefer"));
            assertThat(reply.text()).as(prefer).isEmpty();
        }
    }

    @Test
    void dates_are_read_in_all_three_spellings_of_HTTP() {
        String path = made("pre-date");
        ZonedDateTime changed =
                ZonedDateTime.parse(
                                integration.get(path).header("Last-Modified"),
                                DateTimeFormatter.RFC_1123_DATE_TIME)
                        .withZoneSameInstant(ZoneOffset.UTC);
        for (String spelling :
                List.of("EEEE, dd-MMM-yy HH:mm:ss 'GMT'", "EEE MMM ppd HH:mm:ss yyyy")) {
            String date = DateTimeFormatter.ofPattern(spelling, Locale.ENGLISH).format(changed);
            assertThat(integration.with("If-Modified-Since", date).get(path).status())
                    .as(date)
                    .isEqualTo(304);
        }
        Reply unchanged = integration.with("If-None-Match", "W/\"1\"").get(path);
        assertThat(unchanged.http().headers().allValues("Vary")).contains("accept");
    }

    @Test
    void a_Chinese_identifier_in_If_None_Exist_makes_no_second_resource() throws Exception {
        for (int i = 0; i < 2; i++) {
            assertThat(raw("If-None-Exist: identifier=urn:pre|王强-1"))
                    .contains(i == 0 ? "201" : "200");
        }
        assertThat(
                        integration
                                .get(
                                        "/fhir/Basic?identifier=urn:pre%7C%E7%8E%8B%E5%BC%BA-1&_summary=count")
                                .text())
                .contains("\"total\":1");
        assertThat(raw("If-None-Exist: _id=a\r\nIf-None-Exist: _id=b")).contains("400");
    }

    /** The status line that a create gets whose header is sent as the bytes it has in UTF-8. */
    private String raw(String header) throws IOException {
        String body =
                "{\"resourceType\":\"Basic\",\"code\":{\"text\":\"a\"},\"identifier\":"
                        + "[{\"system\":\"urn:pre\",\"value\":\"王强-1\"}]}";
        URI base = URI.create(Http.address());
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            String head =
                    "POST /fhir/Basic HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                            + "Content-Type: application/fhir+json\r\nAuthorization: Bearer "
                            + integration.token()
                            + "\r\nContent-Length: "
                            + body.getBytes(UTF_8).length
                            + "\r\n"
                            + header
                            + "\r\n\r\n";
            socket.getOutputStream().write((head + body).getBytes(UTF_8));
            String reply = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            return reply.substring(0, reply.indexOf('\r'));
        }
    }

    @Test
    void systems_that_ask_for_one_identifier_in_their_own_words_make_one_resource() {
        for (int round = 0; round < 3; round++) {
            String code = "words-" + round;
            List<String> words =
                    List.of(
                            "identifier=urn:pre|" + code,
                            "Basic?identifier=urn%3Apre%7C" + code,
                            "identifier=" + code,
                            "code:text=a&identifier=urn:pre|" + code);
            String body =
                    "{\"resourceType\":\"Basic\",\"code\":{\"text\":\"a\"},\"identifier\":"
                            + "[{\"system\":\"urn:pre\",\"value\":\"%s\"}]}".formatted(code);
            List<CompletableFuture<Reply>> sent =
                    IntStream.range(0, 12)
                            .mapToObj(
                                    i ->
                                            integration
                                                    .with("If-None-Exist", words.get(i % 4))
                                                    .postLater("/fhir/Basic", body))
                            .toList();
            assertThat(sent.stream().map(one -> one.join().status()).filter(s -> s == 201))
                    .hasSize(1);
            assertThat(sent.stream().map(one -> one.join().id()).distinct()).hasSize(1);
        }
    }

    @Test
    void who_wants_no_body_still_learns_which_resource_was_there_already() {
        made("pre-there");
        Reply found =
                integration
                        .with("If-None-Exist", "_id=pre-there")
                        .with("Prefer", "return=minimal")
                        .post("/fhir/Basic", basic("x"));
        assertThat(found.status()).isEqualTo(200);
        assertThat(found.header("Location")).endsWith("/Basic/pre-there/_history/1");
    }
}
