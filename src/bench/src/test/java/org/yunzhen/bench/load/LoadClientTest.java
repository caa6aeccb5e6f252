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
    private static final Duration SHORT = Duration.ofMillis(200);

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger received = new AtomicInteger();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void every_request_that_the_server_saw_is_counted() throws IOException {
        Tally tally = run(request -> request.response().end("x".repeat(100_000)));

        assertThat(tally.done()).isEqualTo(received.get()).isPositive();
        assertThat(tally.failed()).isZero();
        assertThat(tally.elapsed()).isGreaterThanOrEqualTo(SHORT);
    }

    @Test
    void a_server_that_closes_after_each_answer_is_followed() throws IOException {
        Tally tally =
                run(request -> request.response().putHeader("Connection", "close").end("bye"));

        assertThat(tally.done()).isEqualTo(received.get()).isGreaterThan(3);
        assertThat(tally.failed()).isZero();
    }

    @Test
    void a_connection_that_breaks_is_a_failure_and_opened_again() throws IOException {
        Tally tally =
                run(
                        request -> {
                            if (received.get() % 10 == 0) {
                                request.connection().close();
                            } else {
                                request.response().end();
                            }
                        });

        assertThat(tally.failed()).isPositive();
        assertThat(tally.done()).isGreaterThan(tally.failed());
        assertThat(tally.firstFailure()).isNotEmpty();
    }

    @Test
    void an_error_answer_is_a_failure_told_with_its_body() throws IOException {
        Tally tally = run(request -> request.response().setStatusCode(500).end("it broke"));

        assertThat(tally.done()).isZero();
        assertThat(tally.failed()).isEqualTo(received.get());
        assertThat(tally.firstFailure()).isEqualTo("500 it broke");
    }

    @Test
    void a_workload_with_nothing_left_ends_the_phase() throws IOException {
        Gets three = new Gets(3);

        Tally tally = run(request -> request.response().end(), three, Duration.ofSeconds(60));

        assertThat(tally.done()).isEqualTo(3);
        assertThat(tally.elapsed()).isLessThan(Duration.ofSeconds(30));
    }

    private Tally run(Consumer<HttpServerRequest> handler) throws IOException {
        return run(handler, new Gets(Integer.MAX_VALUE), SHORT);
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
