package org.yunzhen.e2e;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged service as a process of its own, in a folder of its own, on a free port. */
final class RunningService {
    private static final Duration READY_WITHIN = Duration.ofMinutes(3);
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(30);
    private static final int LOG_LINES = 40;
    private static final int KIBIBYTES = 1024;
    private static final int COLUMN_OF_COUNT = 1;
    private static final int COLUMN_OF_CLASS = 3;
    private static final List<String> FLAGS = List.of("-Xmx512m");

    private static final Pattern FLAGS_OF_IMAGE = Pattern.compile("ENV JAVA_OPTS=\"(.+)\"");

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final Path folder;
    private final Path log;
    private final int port;
    private final Path app;

    private RunningService(Process process, Path folder, Path log, int port, Path app) {
        this.process = process;
        this.folder = folder;
        this.log = log;
        this.port = port;
        this.app = app;
    }

    /**
     * Starts the service and waits until it is ready.
     *
     * @param folder where its data is or will be; it may be a new one
     * @param settings further settings, {@code key=value}
     */
    static RunningService start(Path folder, String... settings) {
        return start(packaged(), folder, freePort(), FLAGS, settings);
    }

    /** The same with the flags of the image. */
    static RunningService startAsImage(Path folder, String... settings) {
        return start(packaged(), folder, freePort(), flagsOfImage(), settings);
    }

    /** Of the Dockerfile: the process ends when the heap does not suffice. */
    private static List<String> flagsOfImage() {
        return Postmaster.read(root().resolve("docker/Dockerfile")).stream()
                .map(FLAGS_OF_IMAGE::matcher)
                .filter(Matcher::matches)
                .map(flags -> List.of(flags.group(1).split(" ")))
                .findFirst()
                .orElseThrow();
    }

    /** The same for another build of the service, unpacked in a folder. */
    static RunningService startBuild(Path app, Path folder, String... settings) {
        return start(app, folder, freePort(), FLAGS, settings);
    }

    /** Starts it again on its data and at its address, after it has ended. */
    RunningService again(String... settings) {
        return start(app, folder, port, FLAGS, settings);
    }

    private static RunningService start(
            Path app, Path folder, int port, List<String> flags, String... settings) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.add("-Dquarkus.http.port=" + port);
        command.add("-Dyunzhen.data-dir=" + folder.resolve("data"));
        command.add("-Dyunzhen.database.embedded-port=0");
        Arrays.stream(settings).map(setting -> "-D" + setting).forEach(command::add);
        command.add("-jar");
        command.add(app.resolve("quarkus-run.jar").toString());
        Path log = folder.resolve("service-" + port + ".log");
        try {
            Files.createDirectories(folder);
            Process process =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                            .start();
            RunningService service = new RunningService(process, folder, log, port, app);
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            service.awaitReady();
            return service;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where its data is. */
    Path folder() {
        return folder;
    }

    String base() {
        return "http://127.0.0.1:" + port;
    }

    Hospital hospital() {
        return new Hospital(base());
    }

    /** {@code postgresql://…} of its embedded PostgreSQL. */
    String databaseUrl() {
        return "postgresql://127.0.0.1:" + postgres().port() + "/yunzhen";
    }

    /** The password of its embedded PostgreSQL. */
    String databasePassword() {
        return postgres().password();
    }

    /** Its embedded PostgreSQL. */
    Postmaster postgres() {
        return new Postmaster(folder.resolve("data/postgres"));
    }

    /** Kills the service as a power cut would; its PostgreSQL runs on. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Stops it as an operator would. */
    void stop() {
        process.destroy();
        awaitEnd();
    }

    /** Leaves nothing running, whatever became of the service. */
    void end() {
        if (process.isAlive()) {
            stop();
        }
        if (postgres().runs()) {
            postgres().stop();
        }
    }

    private void awaitReady() {
        await("ready at " + base())
                .atMost(READY_WITHIN)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> isReady() || !process.isAlive());
        if (!process.isAlive()) {
            throw new IllegalStateException("the service ended: " + lastLines());
        }
    }

    private boolean isReady() {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(base() + "/q/health/ready"))
                        .timeout(Duration.ofSeconds(5))
                        .build();
        try {
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(STOPPED_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the service did not end: " + lastLines());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** What it has said so far. */
    List<String> log() {
        return Postmaster.read(log);
    }

    /** The most memory that its process has had, without that of PostgreSQL and the sandbox. */
    long peakMegabytes() {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        return Postmaster.read(status).stream()
                        .filter(line -> line.startsWith("VmHWM:"))
                        .map(line -> line.replaceAll("\\D", ""))
                        .mapToLong(Long::parseLong)
                        .findFirst()
                        .orElseThrow()
                / KIBIBYTES;
    }

    /** How many objects of a class it holds, not counting those that nobody reaches any more. */
    long living(Class<?> kind) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        String pid = Long.toString(process.pid());
        try {
            Process asked = new ProcessBuilder(jcmd.toString(), pid, "GC.class_histogram").start();
            try (BufferedReader histogram = asked.inputReader()) {
                return histogram
                        .lines()
                        .map(line -> line.strip().split("\\s+"))
                        .filter(columns -> columns.length > COLUMN_OF_CLASS)
                        .filter(columns -> columns[COLUMN_OF_CLASS].equals(kind.getName()))
                        .mapToLong(columns -> Long.parseLong(columns[COLUMN_OF_COUNT]))
                        .sum();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String lastLines() {
        List<String> lines = log();
        return String.join(
                "\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
    }

    /** The folder of the packaged service. */
    static Path packaged() {
        Path app = root().resolve("hospital-api/target/quarkus-app").toAbsolutePath().normalize();
        if (!Files.exists(app.resolve("quarkus-run.jar"))) {
            throw new IllegalStateException("package hospital-api first: " + app);
        }
        return app;
    }

    private static Path root() {
        return Path.of(System.getProperty("yunzhen.root", "../.."));
    }

    /** A port that nobody listens at. */
    static int freePort() {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
