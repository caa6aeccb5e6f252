package org.yunzhen.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One service for the tests that do no harm to it, started from an empty folder. */
final class SharedService {
    private static RunningService service;

    private SharedService() {}

    /** The service; started by whoever asks first, stopped when the tests end. */
    static synchronized RunningService get() {
        if (service == null) {
            service = RunningService.start(folder("shared"));
        }
        return service;
    }

    /** A new empty folder below the module's own. */
    static Path folder(String name) {
        try {
            Path target =
                    Files.createDirectories(
                            Path.of(System.getProperty("yunzhen.root", "../.."))
                                    .resolve("src/e2e/target/runs")
                                    .toAbsolutePath()
                                    .normalize());
            return Files.createTempDirectory(target, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
