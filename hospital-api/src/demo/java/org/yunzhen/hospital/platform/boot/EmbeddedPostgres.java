package org.yunzhen.hospital.platform.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A real PostgreSQL of the demo in a folder of its own: durable (fsync, synchronous_commit and
 * full_page_writes on), with a generated password, on 127.0.0.1 only. One left running by a killed
 * service is taken over; a stale lock file is removed.
 */
public final class EmbeddedPostgres {
    /** The one role, owner of the database. */
    public static final String USER = "yunzhen";

    private static final String DATABASE = "yunzhen";
    private static final Duration START_PATIENCE = Duration.ofSeconds(30);

    private final Path folder;
    private final Path binaries;
    private final String password;
    private final int port;

    private EmbeddedPostgres(Path folder, Path binaries, String password, int port) {
        this.folder = folder;
        this.binaries = binaries;
        this.password = password;
        this.port = port;
    }

    /**
     * Starts the server of a folder, making the cluster when the folder is empty, or takes over the
     * one that still runs there.
     *
     * @param wantedPort tried first; another free one is taken when it is in use
     * @throws IOException when the binaries cannot be unpacked or the server does not come up
     */
    public static EmbeddedPostgres start(Path folder, int wantedPort) throws IOException {
        Path home = Files.createDirectories(folder).toAbsolutePath();
        Path binaries = PostgresBinaries.unpack(home);
        Path data = home.resolve("data");
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            initialise(home, binaries, data);
        }
        String password = Files.readString(home.resolve("password")).trim();
        Instant patience = Instant.now().plus(START_PATIENCE);
        PostmasterFile lock = PostmasterFile.of(data);
        while (lock.isRunning() && !lock.namesPort() && Instant.now().isBefore(patience)) {
            pause();
            lock = PostmasterFile.of(data);
        }
        if (lock.isRunning()) {
            EmbeddedPostgres left = new EmbeddedPostgres(home, binaries, password, lock.port());
            left.awaitReady(patience, Optional.empty());
            return left;
        }
        EmbeddedPostgres fresh =
                new EmbeddedPostgres(home, binaries, password, FreePort.near(wantedPort));
        fresh.awaitReady(patience, Optional.of(data));
        return fresh;
    }

    /** {@code postgresql://…}, without the password. */
    public String url() {
        return "postgresql://127.0.0.1:" + port + "/" + DATABASE;
    }

    public String password() {
        return password;
    }

    /** Stops a server fast and cleanly; does nothing when none runs in the folder. */
    public static void stop(Path folder) throws IOException {
        Path home = folder.toAbsolutePath();
        Path data = home.resolve("data");
        if (!PostmasterFile.of(data).isRunning()) {
            return;
        }
        Path pgCtl = PostgresBinaries.unpack(home).resolve("bin/pg_ctl");
        run(home, "stop", pgCtl.toString(), "stop", "-D", data.toString(), "-m", "fast", "-w");
    }

    private static void initialise(Path home, Path binaries, Path data) throws IOException {
        deleteTree(data);
        byte[] secret = new byte[24];
        new SecureRandom().nextBytes(secret);
        Path passwordFile = home.resolve("password");
        Files.deleteIfExists(passwordFile);
        Files.createFile(
                passwordFile,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(passwordFile, HexFormat.of().formatHex(secret));
        Path unfinished = home.resolve("data.new");
        deleteTree(unfinished);
        run(
                home,
                "initdb",
                binaries.resolve("bin/initdb").toString(),
                "-D",
                unfinished.toString(),
                "-U",
                USER,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--no-locale",
                "--data-checksums");
        Files.move(unfinished, data);
    }

    private Process launch(Path data) throws IOException {
        PostmasterFile lock = PostmasterFile.of(data);
        if (!lock.isRunning()) {
            lock.removeStale();
        }
        List<String> command = new ArrayList<>(unprivileged());
        command.addAll(
                List.of(
                        binaries.resolve("bin/postgres").toString(),
                        "-D",
                        data.toString(),
                        "-p",
                        Integer.toString(port)));
        for (String setting :
                List.of(
                        "listen_addresses=127.0.0.1",
                        "unix_socket_directories=",
                        "fsync=on",
                        "synchronous_commit=on",
                        "full_page_writes=on",
                        "max_connections=100",
                        "shared_buffers=256MB",
                        "random_page_cost=1.1",
                        "jit=off")) {
            command.add("-c");
            command.add(setting);
        }
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("server.log").toFile()))
                .start();
    }

    /**
     * Waits until the server answers. One that is launched here is launched again when it ends at
     * once: right after a kill, the processes of the last one may still hold its shared memory.
     *
     * @param launchIn the data folder to launch a server in, or empty when one runs already
     */
    private void awaitReady(Instant patience, Optional<Path> launchIn) throws IOException {
        Process launched = null;
        SQLException last = null;
        while (Instant.now().isBefore(patience)) {
            if (launchIn.isPresent() && (launched == null || !launched.isAlive())) {
                launched = launch(launchIn.get());
            }
            try {
                makeDatabase();
                return;
            } catch (SQLException e) {
                last = e;
                pause();
            }
        }
        throw new IOException(
                "the embedded PostgreSQL is not ready after " + START_PATIENCE + ", see server.log",
                last);
    }

    private static void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }

    private void makeDatabase() throws SQLException {
        String maintenance = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
        try (Connection connection = DriverManager.getConnection(maintenance, USER, password);
                var statement = connection.createStatement()) {
            var found =
                    statement.executeQuery(
                            "SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'");
            if (!found.next()) {
                statement.execute("CREATE DATABASE " + DATABASE + " STRATEGY FILE_COPY");
            }
        }
    }

    private static void run(Path home, String what, String... words) throws IOException {
        List<String> command = new ArrayList<>(unprivileged());
        command.addAll(List.of(words));
        Path log = home.resolve(what + ".log");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            if (process.waitFor() != 0) {
                throw new IOException(what + " failed, see " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(what + " was interrupted", e);
        }
    }

    /**
     * PostgreSQL refuses to run as root, so root starts it in a user namespace of its own. A new
     * session keeps the terminal's Ctrl-C from it: the service stops first and then stops it.
     */
    private static List<String> unprivileged() {
        return System.getProperty("user.name").equals("root")
                ? List.of("setsid", "unshare", "-U")
                : List.of("setsid");
    }

    private static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (var paths = Files.walk(root)) {
            for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
