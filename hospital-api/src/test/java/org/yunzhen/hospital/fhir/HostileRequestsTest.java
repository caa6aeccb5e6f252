package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class HostileRequestsTest {
    private final Http integration = Http.as("integration01");

    @Test
    void a_bad_body_gets_one_issue_per_fault_with_its_place() {
        Reply reply =
                integration.post(
                        "/fhir/Patient",
                        """
                        {"resourceType":"Patient","gender":"x","birthDate":"2026-02-30","foo":1}""");
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json().path("issue")).hasSize(3);
        assertThat(reply.text()).contains("Patient.gender", "Patient.birthDate");
    }

    @Test
    void hostile_or_broken_requests_get_a_clear_4xx() {
        Http json = integration.with("Content-Type", "application/fhir+json");
        assertThat(raw(json, "{").status()).isEqualTo(400);
        assertThat(raw(json, "{\"resourceType\":\"Basic\",\"resourceType\":\"Basic\"}").refusals())
                .containsExactly("duplicate-key");
        assertThat(raw(json, "[".repeat(200) + "]".repeat(200)).status()).isEqualTo(400);
        assertThat(raw(json, "{\"resourceType\":\"Basic\",\"x\":1e400000}").status())
                .isIn(400, 422);
        assertThat(raw(json, "").status()).isEqualTo(400);
        assertThat(
                        integration
                                .with("Content-Type", "text/plain")
                                .raw("POST", "/fhir/Basic", new byte[] {'x'})
                                .status())
                .isEqualTo(415);
        assertThat(
                        integration
                                .with("Accept", "application/fhir+turtle")
                                .get("/fhir/Basic/x")
                                .status())
                .isEqualTo(406);
        assertThat(integration.get("/fhir/Nonsense/1").status()).isEqualTo(404);
        assertThat(integration.get("/fhir/Patient/a_b").status()).isEqualTo(400);
        assertThat(integration.get("/fhir/Patient?birthdate=yesterday").status()).isEqualTo(400);
        assertThat(integration.get("/fhir/Patient?family:nonsense=x").status()).isEqualTo(400);
        assertThat(integration.get("/fhir/Patient?_page=zzz").status()).isEqualTo(400);
        assertThat(
                        integration
                                .with("Prefer", "handling=strict")
                                .get("/fhir/Patient?foo=1")
                                .status())
                .isEqualTo(400);
        assertThat(integration.get("/fhir/Patient?foo=1&_id=x").text())
                .contains("unknown-parameter");
        assertThat(integration.delete("/fhir/Patient").status()).isEqualTo(412);
        assertThat(raw(json, "{\"resourceType\":\"Basic\",\"id\":\"a\\u0000b\"}").status())
                .isIn(400, 422);
    }

    @Test
    void a_million_values_are_refused_before_they_are_built() {
        Http json = integration.with("Content-Type", "application/fhir+json");
        String many = "{\"resourceType\":\"Basic\",\"x\":[" + "1,".repeat(1_000_000) + "1]}";
        assertThat(
                        json.raw(
                                        "POST",
                                        "/fhir/Patient/$register",
                                        many.getBytes(StandardCharsets.UTF_8))
                                .refusals())
                .containsExactly("too-many-elements");
        assertThat(refusals(json, "Basic", 60_000)).containsExactly("too-many-elements");
        assertThat(refusals(json, "CodeSystem", 60_000)).doesNotContain("too-many-elements");
        assertThat(refusals(json, "CodeSystem", 250_000)).containsExactly("too-many-elements");
        String xml =
                "<Basic xmlns=\"http://hl7.org/fhir\">"
                        + "<extension/>".repeat(500_001)
                        + "</Basic>";
        assertThat(
                        integration
                                .with("Content-Type", "application/fhir+xml")
                                .raw("POST", "/fhir", xml.getBytes(StandardCharsets.UTF_8))
                                .refusals())
                .containsExactly("too-many-elements");
    }

    private static List<String> refusals(Http json, String type, int values) {
        String body = "{\"resourceType\":\"" + type + "\",\"x\":[" + "1,".repeat(values) + "1]}";
        return json.raw("POST", "/fhir/" + type, body.getBytes(StandardCharsets.UTF_8)).refusals();
    }

    @Test
    void a_length_above_the_limit_is_refused_before_the_body_is_sent() throws IOException {
        assertThat(answerToHeadOnly("/fhir/Basic", 2 * 1024 * 1024 + 1)).startsWith("HTTP/1.1 413");
        assertThat(answerToHeadOnly("/fhir/Basic/x", 50 * 1024 * 1024)).startsWith("HTTP/1.1 413");
        assertThat(answerToHeadOnly("/fhir", 50 * 1024 * 1024)).startsWith("HTTP/1.1 413");
    }

    @Test
    void a_client_that_goes_on_sending_reads_why_it_is_refused_and_is_then_cut_off()
            throws IOException {
        byte[] much = new byte[1024 * 1024];
        try (Socket socket = head("/fhir", 1024 * 1024 * 1024)) {
            OutputStream out = socket.getOutputStream();
            for (int i = 0; i < 50; i++) {
                out.write(much);
            }
            socket.setSoTimeout(10_000);
            byte[] answer = new byte[4096];
            int read = socket.getInputStream().read(answer);
            assertThat(new String(answer, 0, read, StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 413")
                    .contains("payload-too-large");
            await().atMost(Duration.ofSeconds(20)).until(() -> isCutOff(out));
        }
    }

    @Test
    void of_who_is_refused_no_more_is_read_in_a_second_than_others_can_bear() throws IOException {
        byte[] much = new byte[1024 * 1024];
        try (Socket socket = head("/fhir", 1024 * 1024 * 1024)) {
            assertThat(answer(socket)).startsWith("HTTP/1.1 413");
            long began = System.nanoTime();
            for (int i = 0; i < 200; i++) {
                socket.getOutputStream().write(much);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isGreaterThan(Duration.ofMillis(1_400));
        }
    }

    private static boolean isCutOff(OutputStream out) {
        try {
            out.write(new byte[1024]);
            return false;
        } catch (IOException cutOff) {
            return true;
        }
    }

    @Test
    void more_bytes_than_are_held_at_once_are_told_to_come_later() throws IOException {
        List<Socket> held = new ArrayList<>();
        try {
            for (int i = 0; i < 2; i++) {
                held.add(head("/fhir", 16 * 1024 * 1024));
            }
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(
                            () ->
                                    assertThat(answerToHeadOnly("/fhir", 1024 * 1024))
                                            .startsWith("HTTP/1.1 503")
                                            .containsIgnoringCase("retry-after"));
        } finally {
            for (Socket socket : held) {
                socket.close();
            }
        }
        await().atMost(Duration.ofSeconds(10))
                .until(
                        () ->
                                integration.raw("POST", "/fhir", new byte[1024 * 1024]).status()
                                        == 415);
    }

    @Test
    void what_comes_in_pieces_counts_by_what_has_come_of_it() throws IOException {
        List<Socket> held = new ArrayList<>();
        try {
            for (int i = 0; i < 5; i++) {
                held.add(open("/fhir", "Transfer-Encoding: chunked"));
            }
            assertThat(integration.raw("POST", "/fhir", new byte[1024 * 1024]).status())
                    .isEqualTo(415);
        } finally {
            for (Socket socket : held) {
                socket.close();
            }
        }
        try (Socket socket = open("/fhir/Basic", "Transfer-Encoding: chunked")) {
            byte[] piece = new byte[1024 * 1024];
            for (int i = 0; i < 3; i++) {
                socket.getOutputStream().write("100000\r\n".getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().write(piece);
                socket.getOutputStream().write("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            assertThat(answer(socket)).startsWith("HTTP/1.1 413").contains("payload-too-large");
        }
    }

    @Test
    void who_asks_before_it_sends_is_told_to_go_on() throws IOException {
        try (Socket socket = open("/fhir", "Content-Length: 9\r\nExpect: 100-continue")) {
            assertThat(answer(socket)).startsWith("HTTP/1.1 100");
        }
    }

    @Test
    void letters_that_are_not_encoded_in_an_address_are_refused_and_not_mistaken()
            throws IOException {
        assertThat(answerTo("/fhir/Organization?name=\u533b"))
                .startsWith("HTTP/1.1 400")
                .contains("malformed-request");
        assertThat(answerTo("/fhir/Organization/\u533b"))
                .startsWith("HTTP/1.1 400")
                .contains("malformed-request");
        assertThat(answerTo("/fhir/Organization?name=%E5%8C%BB")).startsWith("HTTP/1.1 401");
    }

    private static String answerTo(String target) throws IOException {
        URI base = URI.create(Http.address());
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            String request = "GET %s HTTP/1.1\r\nHost: x\r\n\r\n".formatted(target);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return answer(socket);
        }
    }

    private static String answer(Socket socket) throws IOException {
        socket.setSoTimeout(10_000);
        byte[] answer = new byte[4096];
        int read = socket.getInputStream().read(answer);
        return new String(answer, 0, Math.max(0, read), StandardCharsets.UTF_8);
    }

    private static String answerToHeadOnly(String path, int length) throws IOException {
        try (Socket socket = head(path, length)) {
            return answer(socket);
        }
    }

    /** Sends the head of a request and nothing of its body. */
    private static Socket head(String path, int length) throws IOException {
        return open(path, "Content-Length: " + length);
    }

    private static Socket open(String path, String headers) throws IOException {
        URI base = URI.create(Http.address());
        Socket socket = new Socket(base.getHost(), base.getPort());
        String head =
                "POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: application/fhir+json\r\n%s\r\n\r\n"
                        .formatted(path, headers);
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static Reply raw(Http caller, String body) {
        return caller.raw("POST", "/fhir/Basic", body.getBytes(StandardCharsets.UTF_8));
    }
}
