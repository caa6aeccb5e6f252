package org.yunzhen.hospital.platform.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** PostgreSQL's lock file {@code postmaster.pid}: line 1 its process, line 4 its port. */
final class PostmasterFile {
    private static final int PORT_LINE = 3;

    private final Path file;
    private final List<String> lines;

    private PostmasterFile(Path file, List<String> lines) {
        this.file = file;
        this.lines = lines;
    }

    static PostmasterFile of(Path data) throws IOException {
        Path file = data.resolve("postmaster.pid");
        return new PostmasterFile(file, Files.exists(file) ? Files.readAllLines(file) : List.of());
    }

    /** Whether the process it names lives and is a PostgreSQL, not another that got its number. */
    boolean isRunning() throws IOException {
        if (lines.isEmpty()) {
            return false;
        }
        Path command = Path.of("/proc", lines.get(0).trim(), "cmdline");
        if (!Files.exists(command)) {
            return false;
        }
        String words = new String(Files.readAllBytes(command), StandardCharsets.UTF_8);
        return words.contains("postgres") && words.contains(file.getParent().toString());
    }

    /** Whether the server has written its port yet; it does so a moment after it starts. */
    boolean namesPort() {
        return lines.size() > PORT_LINE;
    }

    int port() {
        return Integer.parseInt(lines.get(PORT_LINE).trim());
    }

    void removeStale() throws IOException {
        Files.deleteIfExists(file);
    }
}
