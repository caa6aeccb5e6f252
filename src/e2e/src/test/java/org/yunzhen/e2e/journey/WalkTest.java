package org.yunzhen.e2e.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.yunzhen.e2e.Hospital;
import org.yunzhen.e2e.Score;

class WalkTest {
    private static final String YES_TO_ALL =
            """
            {"resourceType":"Parameters","access_token":"e30.e30.e30","id":"x","status":"booked"}""";

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void a_hospital_that_says_yes_to_everything_keeps_no_promise_but_to_give_tokens()
            throws IOException {
        Score score = walk(200, YES_TO_ALL);
        assertThat(score.passed()).as(lines()).isEqualTo(1);
        assertThat(lines()).contains("passed  people and systems get tokens");
        assertThat(lines()).endsWith(score + System.lineSeparator());
    }

    @Test
    void a_hospital_that_refuses_everything_keeps_only_what_is_kept_by_refusing()
            throws IOException {
        Score score = walk(401, "{}");
        assertThat(score.passed()).as(lines()).isEqualTo(2);
        assertThat(lines()).contains("passed  without a token nobody reads a patient");
        assertThat(lines()).contains("passed  a garbled token is refused");
    }

    private Score walk(int status, String body) throws IOException {
        byte[] answer = body.getBytes(StandardCharsets.UTF_8);
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    exchange.getResponseHeaders().add("Content-Type", "application/fhir+json");
                    exchange.sendResponseHeaders(status, answer.length);
                    exchange.getResponseBody().write(answer);
                    exchange.close();
                });
        server.start();
        try {
            String base = "http://127.0.0.1:" + server.getAddress().getPort();
            PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
            return Walk.through(new Hospital(base), 1, out);
        } finally {
            server.stop(0);
        }
    }

    private String lines() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
