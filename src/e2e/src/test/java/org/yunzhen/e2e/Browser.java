package org.yunzhen.e2e;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Chromium without a window, that reaches nothing outside the machine. */
final class Browser implements AutoCloseable {
    private static final String PROGRAM = "chromium";
    private static final int PATIENCE_SECONDS = 60;
    private static final List<String> COMMAND =
            List.of(
                    PROGRAM,
                    "--headless=new",
                    "--no-sandbox", // as root it has none; it sees pages of ours alone
                    "--disable-gpu",
                    "--disable-dev-shm-usage",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--no-first-run",
                    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1");

    private final Process process;
    private final Path output;

    private Browser(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Whether this machine has it. */
    static boolean isInstalled() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, PROGRAM)));
    }

    /** Opens a page, which then does what its scripts say. */
    static Browser open(String address) {
        return start(List.of(address));
    }

    /** The page as its scripts have made it in so many milliseconds of its own time. */
    static String page(String address, int millis) {
        List<String> options = List.of("--virtual-time-budget=" + millis, "--dump-dom", address);
        try (Browser browser = start(options)) {
            if (!browser.process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the browser does not end: " + address);
            }
            return String.join("\n", Postmaster.read(browser.output));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Browser start(List<String> options) {
        Path folder = SharedService.folder("browser");
        Path output = folder.resolve("output");
        List<String> command = new ArrayList<>(COMMAND);
        command.add("--user-data-dir=" + folder.resolve("profile"));
        command.addAll(options);
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectOutput(output.toFile())
                            .redirectError(folder.resolve("errors").toFile())
                            .start();
            return new Browser(process, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
