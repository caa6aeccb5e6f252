package org.yunzhen.hospital.platform.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

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
        Path passwordFile = home.resolve("password");
        Files.deleteIfExists(passwordFile);
        Files.createFile(
                passwordFile,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(passwordFile, HexFormat.of().formatHex(secret));
    }

    /** Makes the cluster; one that was left unfinished is thrown away. */
    static void make(Path home, Path binaries, Path data) throws IOException {
        deleteTree(data);
        Path unfinished = home.resolve("data.new");
        deleteTree(unfinished);
        Unprivileged.run(
                home,
                "initdb",
                binaries.resolve("bin/initdb").toString(),
                "-D",
                unfinished.toString(),
                "-U",
                EmbeddedPostgres.USER,
                "--pwfile=" + home.resolve("password"),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--no-locale",
                "--data-checksums",
                // Rounds make a guessed password dear; this one is random, and each connection
                // pays.
                "-c",
                "scram_iterations=1");
        Files.move(unfinished, data);
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
