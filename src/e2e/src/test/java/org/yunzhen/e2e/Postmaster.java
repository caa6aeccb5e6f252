package org.yunzhen.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The embedded PostgreSQL of a service, seen from outside: its processes and its lock file. */
final class Postmaster {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PORT_LINE = 3;
    private static final int STATUS_LINE = 7;

    private final Path home;

    /**
     * PostgreSQL of a folder.
     *
     * @param home where its data, password and log are
     */
    Postmaster(Path home) {
        this.home = home;
    }

    int port() {
        return Integer.parseInt(line(PORT_LINE));
    }

    String password() {
        return read(home.resolve("password")).get(0);
    }

    boolean runs() {
        return Files.exists(lockFile())
                && ProcessHandle.of(Long.parseLong(line(0))).filter(Postmaster::runs).isPresent();
    }

    /** Kills all its processes as a power cut would; their lock file stays. */
    void kill() {
        ProcessHandle postmaster = process();
        List<ProcessHandle> all = new ArrayList<>(postmaster.descendants().toList());
        all.add(0, postmaster);
        all.forEach(ProcessHandle::destroyForcibly);
        await().atMost(PATIENCE).until(() -> all.stream().noneMatch(Postmaster::runs));
    }

    /** Stops it fast and cleanly; answers the words with which it is started again. */
    List<String> stop() {
        ProcessHandle postmaster = process();
        try {
            byte[] words = Files.readAllBytes(Path.of("/proc", postmaster.pid() + "", "cmdline"));
            List<String> command =
                    List.of(new String(words, StandardCharsets.UTF_8).split("\0", -1));
            run("kill", "-INT", Long.toString(postmaster.pid())).waitFor();
            await("PostgreSQL stops").atMost(PATIENCE).until(() -> !runs(postmaster));
            return command.subList(0, command.size() - 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Starts it with the words it had, on the same data; it accepts connections on return. */
    void start(List<String> words) {
        List<String> command = new ArrayList<>(List.of("setsid"));
        if (System.getProperty("user.name").equals("root")) {
            // it refuses to run as root
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(words);
        try {
            run(command.toArray(String[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await("PostgreSQL is back")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(this::isReady);
    }

    private boolean isReady() {
        List<String> lines = Files.exists(lockFile()) ? read(lockFile()) : List.of();
        return lines.size() > STATUS_LINE && lines.get(STATUS_LINE).trim().equals("ready");
    }

    private Process run(String... command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(home.resolve("server.log").toFile()))
                .start();
    }

    private static boolean runs(ProcessHandle handle) {
        return handle.isAlive() && handle.info().command().isPresent();
    }

    private ProcessHandle process() {
        return ProcessHandle.of(Long.parseLong(line(0))).orElseThrow();
    }

    private String line(int line) {
        return read(lockFile()).get(line).trim();
    }

    private Path lockFile() {
        return home.resolve("data/postmaster.pid");
    }

    static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
