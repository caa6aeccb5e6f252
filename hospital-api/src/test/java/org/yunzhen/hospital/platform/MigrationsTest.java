package org.yunzhen.hospital.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MigrationsTest {
    @Test
    void a_start_that_compares_versions_knows_every_migration_of_this_build() throws Exception {
        assertThat(versionsOfFiles()).isEqualTo(Migrations.VERSIONS);
    }

    private static List<String> versionsOfFiles() throws IOException, URISyntaxException {
        var folder = Migrations.class.getResource("/db/migration");
        assertThat(folder).isNotNull();
        try (var files = Files.list(Path.of(folder.toURI()))) {
            return files.map(file -> file.getFileName().toString())
                    .map(name -> name.substring(1, name.indexOf("__")))
                    .sorted(java.util.Comparator.comparingInt(Integer::parseInt))
                    .toList();
        }
    }
}
