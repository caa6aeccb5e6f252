package org.yunzhen.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefinitionsCompilerTest {
    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

    @Test
    void the_same_input_gives_the_same_files_and_what_is_current_is_left(@TempDir Path folder)
            throws IOException {
        Path file = folder.resolve("r4.bin");
        Path index = folder.resolve("r4/index");
        compile(folder);
        byte[] first = Files.readAllBytes(file);
        byte[] firstIndex = Files.readAllBytes(index);
        FileTime written = Files.getLastModifiedTime(file);
        assertThat(first.length).isBetween(200_000, 500_000);

        compile(folder);
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(written);

        Files.setLastModifiedTime(file, LONG_AGO);
        compile(folder);
        assertThat(Files.getLastModifiedTime(file)).isGreaterThan(LONG_AGO);
        assertThat(Files.readAllBytes(file)).isEqualTo(first);
        assertThat(Files.readAllBytes(index)).isEqualTo(firstIndex);

        JsonNode gender =
                new ObjectMapper()
                        .readTree(
                                folder.resolve("r4/CodeSystem/administrative-gender.json")
                                        .toFile());
        assertThat(gender.path("caseSensitive").booleanValue()).isTrue();
        assertThat(gender.path("concept").path(0).path("code").asText()).isEqualTo("male");
        assertThat(gender.has("text")).isFalse();
    }

    private static void compile(Path folder) throws IOException {
        DefinitionsCompiler.main(
                new String[] {
                    folder.resolve("r4.bin").toString(), folder.resolve("r4").toString()
                });
    }
}
