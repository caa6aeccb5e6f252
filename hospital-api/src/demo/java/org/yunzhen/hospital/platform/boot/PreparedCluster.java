package org.yunzhen.hospital.platform.boot;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The demo's database as it is when a first start is ready. The build starts the service once and
 * keeps what it made beside it, so that a first start copies files instead of making tables and
 * loading a hospital. Every copy has a password and a token issuer's key of its own; the key of the
 * search index, which is in its rows, is that of the build.
 */
public final class PreparedCluster {
    private static final String NAME = "demo-database";
    private static final String USER_ONLY = "rwx------";

    /** A build waits no longer for a service that hangs. */
    private static final int START_MINUTES_MAX = 5;

    /** What a first start makes for itself: its keys, and who does the timed jobs. */
    private static final List<String> FORGET = List.of("TRUNCATE issuer_key", "TRUNCATE job_lease");

    private PreparedCluster() {}

    /**
     * The build's way to prepare it.
     *
     * @param words the folder of the package that is made, with PostgreSQL in it
     * @throws IOException when the service does not come up
     */
    public static void main(String[] words) throws IOException {
        Path app = Path.of(words[0]).toAbsolutePath();
        Path work = app.resolveSibling(NAME);
        Folders.delete(app.resolve(NAME));
        Folders.delete(work);
        Files.createDirectories(work);
        startOnce(app, work);
        Path home = work.resolve("data").resolve("postgres");
        Path data = home.resolve("data");
        PostgresCluster.alone(home, PostgresBinaries.built(app), data, FORGET);
        letEverybodyRead(data);
        Files.move(data, app.resolve(NAME));
        Folders.delete(work);
    }

    /** That of this build, beside the jar that was started; it may be absent. */
    static Optional<Path> ofThisBuild() {
        String started = System.getProperty("java.class.path").split(File.pathSeparator)[0];
        Path prepared = Path.of(started).toAbsolutePath().resolveSibling(NAME);
        return Files.isReadable(prepared.resolve("global").resolve("pg_control"))
                ? Optional.of(prepared)
                : Optional.empty();
    }

    /** Copies it; what is copied is not on disk before it is synchronized. */
    static void copy(Path prepared, Path data) throws IOException {
        try (Stream<Path> all = Files.walk(prepared)) {
            for (Path from : (Iterable<Path>) all::iterator) {
                Path to = data.resolve(prepared.relativize(from).toString());
                if (Files.isDirectory(from)) {
                    Files.createDirectory(
                            to,
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString(USER_ONLY)));
                } else {
                    Files.copy(from, to);
                }
            }
        }
    }

    /** With the settings of the build itself, whatever the environment says. */
    private static void startOnce(Path app, Path work) throws IOException {
        Path log = work.resolve("start.log");
        ProcessBuilder service =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Dquarkus.http.port=0",
                                "-Dyunzhen.database.embedded-port=0",
                                "-jar",
                                app.resolve("quarkus-run.jar").toString(),
                                Boot.UNTIL_READY)
                        .directory(work.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        service.environment()
                .keySet()
                .removeIf(key -> key.startsWith("YUNZHEN_") || key.startsWith("QUARKUS_"));
        Process started = service.start();
        try {
            boolean ended = started.waitFor(START_MINUTES_MAX, TimeUnit.MINUTES);
            if (!ended || started.exitValue() != 0) {
                started.destroy();
                throw new IOException("the demo's database cannot be prepared, see " + log);
            }
        } catch (InterruptedException e) {
            started.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("the preparation of the demo's database was interrupted", e);
        }
    }

    /** The package may be run by another user than the one who built it. */
    private static void letEverybodyRead(Path data) throws IOException {
        try (Stream<Path> all = Files.walk(data)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                Files.setPosixFilePermissions(
                        path,
                        PosixFilePermissions.fromString(
                                Files.isDirectory(path) ? "rwxr-xr-x" : "rw-r--r--"));
            }
        }
    }
}
