package org.yunzhen.hospital.platform.boot;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
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

    static final String DATABASE = "yunzhen";
    private static final Duration START_PATIENCE = Duration.ofSeconds(30);

    private final Path folder;
    private final Path binaries;
    private final String password;
    private final int port;
    private FutureTask<Void> coming;

    private EmbeddedPostgres(Path folder, String password, int port) {
        this.folder = folder;
        this.binaries = PostgresBinaries.folder(folder);
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
        EmbeddedPostgres postgres = begin(folder, wantedPort, Optional.empty());
        postgres.awaitReady();
        return postgres;
    }

    /**
     * The same without waiting: address and password are known, the server comes up meanwhile.
     *
     * @param prepared a cluster to begin with when the folder is empty, or empty
     */
    static EmbeddedPostgres begin(Path folder, int wantedPort, Optional<Path> prepared)
            throws IOException {
        Path home = Files.createDirectories(folder).toAbsolutePath();
        Path data = home.resolve("data");
        PostmasterFile lock = settled(data);
        if (lock.isRunning()) {
            EmbeddedPostgres left =
                    new EmbeddedPostgres(home, PostgresCluster.password(home), lock.port());
            left.come(() -> left.awaitAnswer(Optional.empty()));
            return left;
        }
        if (!PostgresCluster.isMade(data)) {
            PostgresCluster.makePassword(home);
        }
        ServerSocket held = FreePort.hold(wantedPort);
        EmbeddedPostgres fresh =
                new EmbeddedPostgres(home, PostgresCluster.password(home), held.getLocalPort());
        fresh.come(() -> fresh.comeUp(data, prepared, held));
        return fresh;
    }

    /** Waits until the server answers. */
    void awaitReady() throws IOException {
        try {
            coming.get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the start of the embedded PostgreSQL was interrupted", e);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private void come(Work work) {
        coming =
                new FutureTask<>(
                        () -> {
                            work.run();
                            return null;
                        });
        Thread thread = new Thread(coming, "embedded-postgres");
        thread.setDaemon(true);
        thread.start();
    }

    private void comeUp(Path data, Optional<Path> prepared, ServerSocket held) throws IOException {
        try (held) {
            PostgresBinaries.unpack(folder);
            if (!PostgresCluster.isMade(data)) {
                PostgresCluster.make(folder, binaries, data, prepared);
            }
        }
        awaitAnswer(Optional.of(data));
    }

    /** What the lock file says once a server that just starts has written all of it. */
    private static PostmasterFile settled(Path data) throws IOException {
        Instant patience = Instant.now().plus(START_PATIENCE);
        PostmasterFile lock = PostmasterFile.of(data);
        while (lock.isRunning() && !lock.namesPort() && Instant.now().isBefore(patience)) {
            pause();
            lock = PostmasterFile.of(data);
        }
        return lock;
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
        Unprivileged.run(
                home, "stop", pgCtl.toString(), "stop", "-D", data.toString(), "-m", "fast", "-w");
    }

    private Process launch(Path data) throws IOException {
        PostmasterFile lock = PostmasterFile.of(data);
        if (!lock.isRunning()) {
            lock.removeStale();
        }
        List<String> command = new ArrayList<>(Unprivileged.prefix());
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
                        // initdb counts both in segments, and ours are small
                        "max_wal_size=1GB",
                        "min_wal_size=80MB",
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
    private void awaitAnswer(Optional<Path> launchIn) throws IOException {
        Instant patience = Instant.now().plus(START_PATIENCE);
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
}
