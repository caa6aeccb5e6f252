package org.yunzhen.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The artifact for production: built as a hospital builds it, started as the image starts it. */
final class Production {
    private static final String FOLDER = "target/prod";
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** How a process ended that did not become ready. */
    record End(int code, String output) {}

    private Production() {}

    /**
     * Builds it beside the demo's and returns the folder that would be shipped. The full proof
     * compiles it from its sources; the small one takes the classes that this build has compiled
     * already, without those of the demo's source folder.
     */
    static Path build() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("yunzhen.maven", "mvn"));
        command.addAll(List.of("-q", "-B", "-o", "-Pprod", "-Dmaven.test.skip=true"));
        command.add("-Dbuild.folder=" + FOLDER);
        if (!"full".equals(System.getProperty("proof"))) {
            copyClasses();
            command.addAll(List.of("-Dmaven.main.skip=true", "-Dexec.skip=true"));
        }
        command.addAll(List.of("-pl", "hospital-api", "-am", "package"));
        Path log = SharedService.folder("prod").resolve("maven.log");
        End end = end(start(root(), log, Map.of(), command), log);
        if (end.code() != 0) {
            throw new IllegalStateException("mvn -Pprod package: " + end.output());
        }
        return service().resolve(FOLDER).resolve("quarkus-app");
    }

    private static void copyClasses() throws IOException {
        Path from = service().resolve("target/classes");
        Path to = service().resolve(FOLDER).resolve("classes");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Production::isClassOfProduction).toList()) {
                Path copy = to.resolve(from.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static boolean isClassOfProduction(Path file) {
        String name = service().resolve("target/classes").relativize(file).toString();
        String source = name.replaceFirst("(\\$.*)?\\.class$", ".java");
        return name.endsWith(".class")
                && !Files.exists(service().resolve("src/demo/java").resolve(source));
    }

    private static Path service() {
        return root().resolve("hospital-api");
    }

    /** Starts a build on a port of 127.0.0.1, with settings from the environment alone. */
    static Process start(Path app, Path log, int port, Map<String, String> environment) {
        return start(
                log.getParent(),
                log,
                environment,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx192m",
                        "-XX:+UseSerialGC",
                        "-Dquarkus.http.host=127.0.0.1",
                        "-Dquarkus.http.port=" + port,
                        "-jar",
                        app.resolve("quarkus-run.jar").toString()));
    }

    /** Waits for a process that is expected to end by itself. */
    static End end(Process process, Path log) {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("it goes on: " + Files.readString(log));
            }
            return new End(process.exitValue(), Files.readString(log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Waits until a service answers that it is ready. */
    static void awaitReady(Process process, Hospital hospital, Path log) {
        await("ready at " + hospital.base())
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> isReady(hospital) || !process.isAlive());
        if (!process.isAlive()) {
            throw new IllegalStateException("it ended: " + end(process, log).output());
        }
    }

    static int freePort() {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path root() {
        return Path.of(System.getProperty("yunzhen.root", "../..")).toAbsolutePath().normalize();
    }

    private static boolean isReady(Hospital hospital) {
        try {
            return hospital.anonymous().get("/q/health/ready").status() == 200;
        } catch (BrokenPromiseException notYet) {
            return false;
        }
    }

    private static Process start(
            Path directory, Path log, Map<String, String> environment, List<String> command) {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
