package org.yunzhen.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoadClientTest {
    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger received = new AtomicInteger();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void every_request_that_the_server_saw_is_counted() throws IOException {
        Tally tally = fifty(request -> request.response().end("x".repeat(100_000)));

        assertThat(tally.done()).isEqualTo(received.get()).isEqualTo(50);
        assertThat(tally.failed()).isZero();
    }

    @Test
    void a_phase_lasts_as_long_as_was_asked() throws IOException {
        Duration asked = Duration.ofMillis(200);

        Tally tally = run(request -> request.response().end(), new Gets(Integer.MAX_VALUE), asked);

        assertThat(tally.elapsed()).isGreaterThanOrEqualTo(asked);
        assertThat(tally.done()).isEqualTo(received.get());
    }

    @Test
    void a_server_that_closes_after_each_answer_is_followed() throws IOException {
        Tally tally =
                fifty(request -> request.response().putHeader("Connection", "close").end("bye"));

        assertThat(tally.done()).isEqualTo(50);
        assertThat(tally.failed()).isZero();
    }

    @Test
    void a_connection_that_breaks_is_a_failure_and_opened_again() throws IOException {
        Tally tally = fifty(this::breakEachTenth);

        assertThat(tally.failed()).isEqualTo(5);
        assertThat(tally.done()).isEqualTo(45);
        assertThat(tally.firstFailure()).isNotEmpty();
    }

    private void breakEachTenth(HttpServerRequest request) {
        if (received.get() % 10 == 0) {
            request.connection().close();
        } else {
            request.response().end();
        }
    }

    @Test
    void an_error_answer_is_a_failure_told_with_its_body() throws IOException {
        Tally tally = fifty(request -> request.response().setStatusCode(500).end("it broke"));

        assertThat(tally.done()).isZero();
        assertThat(tally.failed()).isEqualTo(50);
        assertThat(tally.firstFailure()).isEqualTo("500 it broke");
    }

    /** A workload with nothing left ends the phase long before its time. */
    private Tally fifty(Consumer<HttpServerRequest> handler) throws IOException {
        return run(handler, new Gets(50), Duration.ofMinutes(10));
    }

    private Tally run(Consumer<HttpServerRequest> handler, Workload work, Duration time)
            throws IOException {
        HttpServer server =
                vertx.createHttpServer()
                        .requestHandler(
                                request -> {
                                    received.incrementAndGet();
                                    handler.accept(request);
                                })
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
        InetSocketAddress address = new InetSocketAddress("127.0.0.1", server.actualPort());
        try (LoadClient client = new LoadClient(address, 2)) {
            return client.run(work, time);
        }
    }

    /** So many GETs. */
    private static final class Gets implements Workload {
        private static final byte[] REQUEST =
                "GET / HTTP/1.1\r\nHost: here\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

        private int left;

        Gets(int count) {
            left = count;
        }

        @Override
        public String name() {
            return "get";
        }

        @Override
        public void encode(int connection, ByteBuffer out) {
            left--;
            out.put(REQUEST);
        }

        @Override
        public Outcome judge(int connection, ResponseParser answer) {
            return answer.status() == 200 ? Outcome.DONE : Outcome.FAILED;
        }

        @Override
        public boolean exhausted() {
            return left == 0;
        }
    }
}
