package org.yunzhen.hospital.platform.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which PostgreSQL a service runs; that of its package runs in {@link EmbeddedPostgresTest}. */
class PostgresBinariesTest {
    @TempDir Path app;
    @TempDir Path home;

    @Test
    void the_one_that_the_build_unpacked_is_preferred() throws IOException {
        unpackedByTheBuild("rwxr-xr-x");

        assertThat(PostgresBinaries.folder(home, app)).isEqualTo(PostgresBinaries.built(app));
    }

    @Test
    void without_it_the_package_s_is_unpacked_below_the_data_folder() {
        assertThat(PostgresBinaries.folder(home, app)).isEqualTo(home.resolve("server"));
    }

    @Test
    void one_that_was_not_unpacked_to_the_end_is_none() throws IOException {
        unpackedByTheBuild("rwxr-xr-x");
        Files.delete(PostgresBinaries.built(app).resolve(".unpacked"));

        assertThat(PostgresBinaries.folder(home, app)).isEqualTo(home.resolve("server"));
    }

    @Test
    void one_that_lost_its_right_to_be_executed_is_none() throws IOException {
        unpackedByTheBuild("rw-r--r--");

        assertThat(PostgresBinaries.folder(home, app)).isEqualTo(home.resolve("server"));
    }

    private void unpackedByTheBuild(String rights) throws IOException {
        Path server = PostgresBinaries.built(app).resolve("bin").resolve("postgres");
        Files.createDirectories(server.getParent());
        Files.createFile(server);
        Files.setPosixFilePermissions(server, PosixFilePermissions.fromString(rights));
        Files.createFile(PostgresBinaries.built(app).resolve(".unpacked"));
    }
}
