package org.yunzhen.hospital.platform.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The data folder of the embedded PostgreSQL and the password of its one role. */
final class PostgresCluster {
    private PostgresCluster() {}

    /** Whether the folder holds a finished cluster. */
    static boolean isMade(Path data) {
        return Files.exists(data.resolve("PG_VERSION"));
    }

    /** The password of the one role. */
    static String password(Path home) throws IOException {
        return Files.readString(home.resolve("password")).trim();
    }

    /** A password of its own for the one role, readable by the owner only. */
    static void makePassword(Path home) throws IOException {
        byte[] secret = new byte[24];
        new SecureRandom().nextBytes(secret);
        Files.writeString(secretFile(home.resolve("password")), HexFormat.of().formatHex(secret));
    }

    private static Path secretFile(Path file) throws IOException {
        Files.deleteIfExists(file);
        return Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /**
     * Makes the cluster; one that was left unfinished is thrown away.
     *
     * @param prepared one to begin with, or empty for a new one
     */
    static void make(Path home, Path binaries, Path data, Optional<Path> prepared)
            throws IOException {
        Folders.delete(data);
        Path unfinished = home.resolve("data.new");
        Folders.delete(unfinished);
        if (prepared.isPresent()) {
            copy(prepared.get(), home, binaries, unfinished);
        } else {
            initialize(home, binaries, unfinished);
        }
        Files.move(unfinished, data);
        Folders.synchronize(home);
    }

    /** A copy with the password of this home. */
    private static void copy(Path prepared, Path home, Path binaries, Path data)
            throws IOException {
        PreparedCluster.copy(prepared, data);
        String password = "ALTER ROLE %s PASSWORD '%s'";
        alone(
                home,
                binaries,
                data,
                List.of(password.formatted(EmbeddedPostgres.USER, password(home))));
        Unprivileged.run(
                home,
                "synchronize",
                binaries.resolve("bin/initdb").toString(),
                "--sync-only",
                "-D",
                data.toString());
    }

    /** Runs statements in a cluster that no server serves, each on a line of its own. */
    static void alone(Path home, Path binaries, Path data, List<String> statements)
            throws IOException {
        Path script = secretFile(home.resolve("alone.sql"));
        Files.write(script, statements);
        Unprivileged.run(
                home,
                "alone",
                script,
                binaries.resolve("bin/postgres").toString(),
                "--single",
                "-c",
                "exit_on_error=on",
                "-D",
                data.toString(),
                EmbeddedPostgres.DATABASE);
        Files.delete(script);
    }

    private static void initialize(Path home, Path binaries, Path data) throws IOException {
        Unprivileged.run(
                home,
                "initdb",
                binaries.resolve("bin/initdb").toString(),
                "-D",
                data.toString(),
                "-U",
                EmbeddedPostgres.USER,
                "--pwfile=" + home.resolve("password"),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--no-locale",
                "--data-checksums",
                // All who commit wait while a new segment is filled with zeros: 16 MB take 60 ms.
                "--wal-segsize=1",
                // Rounds make a guessed password dear; this one is random, and each connection
                // pays.
                "-c",
                "scram_iterations=1");
    }
}
