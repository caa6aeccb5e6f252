package org.yunzhen.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The sandbox as a process of the test's: it lives on when the service is killed. Where money moves
 * its answers take a while after the deed.
 */
final class OutsideWorld implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofMinutes(1);

    /** Answers that let a kill fall between what was done outside and what is known of it. */
    static final int ANSWERS_AFTER_MILLIS = 300;

    private static final Pattern MONEY_MOVES =
            Pattern.compile("\"kind\":\"(settled|settlement-cancelled|paid|refunded)\"");

    private static final List<String> SLOW = List.of("2207", "2208", "/cash/pay", "/cash/refund");
    private static final String LATE_ANSWER =
            """
            {"match":"%s","kind":"timeout-after-commit","times":1000000,"delay_ms":%d}""";

    private final Process process;
    private final Caller anybody;
    private final Path journal;

    private OutsideWorld(Process process, Path journal, String base) {
        this.process = process;
        this.journal = journal;
        this.anybody = new Hospital(base).anonymous();
    }

    /** Starts it with its journal in a folder; it serves on return. */
    static OutsideWorld start(Path folder) {
        int port = RunningService.freePort();
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-jar",
                        RunningService.packaged().resolve("sandbox/sandbox.jar").toString(),
                        "--port",
                        Integer.toString(port),
                        "--journal",
                        folder.resolve("outside").toString(),
                        "--parent-stdin");
        try {
            Process process =
                    builder.redirectErrorStream(true)
                            .redirectOutput(folder.resolve("outside.log").toFile())
                            .start();
            OutsideWorld world =
                    new OutsideWorld(
                            process,
                            folder.resolve("outside/sandbox.jsonl"),
                            "http://127.0.0.1:" + port);
            await("the outside world").atMost(READY_WITHIN).until(world::serves);
            SLOW.stream()
                    .map(match -> LATE_ANSWER.formatted(match, ANSWERS_AFTER_MILLIS))
                    .forEach(fault -> world.anybody.post("/sandbox/faults", fault).expect(200));
            return world;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Settings with which a service uses this world and starts none of its own. */
    String[] settings() {
        String base = anybody.hospital().base();
        return new String[] {
            "yunzhen.insurance.url=" + base + "/fsi/api/callService", "yunzhen.cash.url=" + base
        };
    }

    /** Its own books: settlements of the insurer, payments and refunds of the cash channel. */
    JsonNode ledger() {
        return anybody.get("/sandbox/ledger").expect(200).json();
    }

    /**
     * Waits until money moves: its answer is then under way, and with several people others too.
     * Goes on without when there is none for as long as that.
     */
    void untilMoneyMoves(Duration within) {
        long from = journal.toFile().length();
        Instant end = Instant.now().plus(within);
        await().atMost(within.multipliedBy(2))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> Instant.now().isAfter(end) || moneyMovedSince(from));
    }

    private boolean moneyMovedSince(long from) throws IOException {
        try (InputStream lines = Files.newInputStream(journal)) {
            lines.skipNBytes(from);
            return MONEY_MOVES
                    .matcher(new String(lines.readAllBytes(), StandardCharsets.UTF_8))
                    .find();
        }
    }

    private boolean serves() {
        try {
            return anybody.get("/sandbox/health").status() == 200;
        } catch (BrokenPromiseException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
