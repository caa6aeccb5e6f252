package org.yunzhen.hospital.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import org.yunzhen.hospital.platform.boot.EmbeddedPostgres;

/** A real, durable PostgreSQL with an empty database for a run of tests. */
public class PostgresResource implements QuarkusTestResourceLifecycleManager {
    private static final Path HOME = Path.of("target", "test-postgres");

    @Override
    public Map<String, String> start() {
        try {
            EmbeddedPostgres.stop(HOME);
            empty(HOME.resolve("data"));
            EmbeddedPostgres postgres = EmbeddedPostgres.start(HOME, 0);
            return Map.of(
                    "yunzhen.database.url", postgres.url(),
                    "yunzhen.database.username", EmbeddedPostgres.USER,
                    "yunzhen.database.password", postgres.password());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        try {
            EmbeddedPostgres.stop(HOME);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void empty(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
