package org.yunzhen.hospital.platform.boot;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * The sandbox (insurance platform, cash channel, SMS) as a child: it ends when this process does,
 * since it reads the other end of its standard input, and is started again when it dies alone.
 * Nobody waits for it at start-up.
 */
final class SandboxProcess {
    private static final Logger LOG = Logger.getLogger("org.yunzhen.sandbox");
    private static final int RESTARTS_MAX = 20;
    private static final long RESTART_AFTER_SECONDS = 2;

    private final List<String> command;
    private final AtomicBoolean ending = new AtomicBoolean();
    private volatile Process process;
    private int restarts;

    private SandboxProcess(List<String> command) {
        this.command = command;
    }

    /** The sandbox of this build, beside the jar that was started; it may be absent. */
    static Path jarOfThisBuild() {
        String started = System.getProperty("java.class.path").split(File.pathSeparator)[0];
        return Path.of(started).toAbsolutePath().resolveSibling("sandbox").resolve("sandbox.jar");
    }

    /** One that will serve on the port, some time after it was started. */
    static SandboxProcess on(Path jar, Path journal, int port) throws IOException {
        Files.createDirectories(journal);
        return new SandboxProcess(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        jar.toString(),
                        "--port",
                        Integer.toString(port),
                        "--journal",
                        journal.toString(),
                        "--parent-stdin"));
    }

    /** Ends it; it keeps its journal. */
    void stop() throws IOException {
        ending.set(true);
        if (process != null) {
            process.getOutputStream().close();
        }
    }

    void start() throws IOException {
        Process launched = new ProcessBuilder(command).redirectErrorStream(true).start();
        process = launched;
        Thread output = new Thread(() -> relay(launched), "sandbox-output");
        output.setDaemon(true);
        output.start();
        launched.onExit().thenAccept(this::ended);
    }

    private static void relay(Process launched) {
        try (BufferedReader lines = launched.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(LOG::info);
        } catch (IOException | java.io.UncheckedIOException closed) {
            LOG.debug("the sandbox says no more", closed);
        }
    }

    private void ended(Process gone) {
        if (ending.get()) {
            return;
        }
        LOG.errorf("the sandbox ended with %d", gone.exitValue());
        if (restarts++ < RESTARTS_MAX) {
            CompletableFuture.delayedExecutor(RESTART_AFTER_SECONDS, TimeUnit.SECONDS)
                    .execute(this::relaunch);
        }
    }

    private void relaunch() {
        if (ending.get()) {
            return;
        }
        try {
            start();
        } catch (IOException e) {
            LOG.error("the sandbox cannot be started again", e);
        }
    }
}
