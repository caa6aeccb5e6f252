package org.yunzhen.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What an operator's SIGTERM does to those who are connected. */
class StopIT {
    private static final int GOING_AWAY = 1001;
    private static final int PATIENCE_SECONDS = 20;

    /** Well below the ten seconds that a stopping service waits at most. */
    private static final Duration PROMPT = Duration.ofSeconds(4);

    private static final String WEIGHT =
            """
            {"resourceType":"Observation","id":"%s","status":"final",
             "code":{"text":"weight"},"valueQuantity":{"value":61.50,"unit":"kg"}}""";

    @Test
    void a_stop_closes_sockets_at_once_ends_what_was_begun_and_waits_for_nobody_idle()
            throws Exception {
        RunningService service = RunningService.start(SharedService.folder("stop"));
        Hospital hospital = service.hospital();
        Caller system = hospital.as("integration01");
        String id = "weighed-while-stopping";
        system.put("/fhir/Observation/" + id, WEIGHT.formatted(id)).expect(201);
        CompletableFuture<Integer> greeted = socket(hospital, hello(system));
        CompletableFuture<Integer> silent = socket(hospital, "{\"type\":\"ping\"}");
        try (Socket idle = keptAlive(hospital);
                Connection books = books(service)) {
            lock(books, id);
            CompletableFuture<Reply> begun =
                    CompletableFuture.supplyAsync(
                            () -> system.put("/fhir/Observation/" + id, WEIGHT.formatted(id)));
            awaitLocked(books);

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(service::stop);
            assertThat(greeted.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(GOING_AWAY);
            assertThat(silent.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(GOING_AWAY);
            assertThat(begun).as("it waits for its row").isNotDone();
            assertThat(stopped).as("the stop waits for what was begun").isNotDone();

            books.rollback();
            long since = System.nanoTime();
            assertThat(begun.get(PATIENCE_SECONDS, TimeUnit.SECONDS).status()).isEqualTo(200);
            stopped.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(PROMPT);
            assertThat(idle.getInputStream().read()).as("the idle connection").isEqualTo(-1);
        }
    }

    private static String hello(Caller caller) {
        return "{\"type\":\"hello\",\"token\":\"" + caller.token() + "\"}";
    }

    /** Opens {@code /live}, says one thing, and holds the code with which it is closed. */
    private static CompletableFuture<Integer> socket(Hospital hospital, String first) {
        CompletableFuture<Integer> closed = new CompletableFuture<>();
        CompletableFuture<Void> answered = new CompletableFuture<>();
        WebSocket.Listener listener =
                new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean l) {
                        answered.complete(null);
                        from.request(1);
                        return null;
                    }

                    @Override
                    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
                        closed.complete(code);
                        return null;
                    }
                };
        URI address = URI.create(hospital.base().replaceFirst("^http", "ws") + "/live");
        hospital.http()
                .newWebSocketBuilder()
                .buildAsync(address, listener)
                .thenCompose(socket -> socket.sendText(first, true))
                .thenCombine(answered, (socket, nothing) -> socket)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
        return closed;
    }

    /** A connection that was used once and is kept for later, all of its answer read. */
    private static Socket keptAlive(Hospital hospital) throws IOException {
        URI base = URI.create(hospital.base());
        Socket socket = new Socket(base.getHost(), base.getPort());
        socket.setSoTimeout(PATIENCE_SECONDS * 1000);
        socket.getOutputStream()
                .write(
                        "GET /live HTTP/1.1\r\nHost: here\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
        StringBuilder answer = new StringBuilder();
        while (!answer.toString().endsWith("\r\n\r\n")) {
            answer.append((char) socket.getInputStream().read());
        }
        assertThat(answer.toString()).startsWith("HTTP/1.1 426");
        return socket;
    }

    private static Connection books(RunningService service) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:" + service.databaseUrl(), "yunzhen", service.databasePassword());
    }

    private static void lock(Connection books, String id) throws SQLException {
        books.setAutoCommit(false);
        try (Statement statement = books.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT id FROM resource WHERE id = '" + id + "' FOR UPDATE")) {
            assertThat(row.next()).as("the row to lock").isTrue();
        }
    }

    private static void awaitLocked(Connection books) {
        await("somebody waits for the row")
                .atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> waiting(books) > 0);
    }

    private static int waiting(Connection books) throws SQLException {
        try (Statement statement = books.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT count(*) FROM pg_locks WHERE NOT granted")) {
            row.next();
            return row.getInt(1);
        }
    }
}
