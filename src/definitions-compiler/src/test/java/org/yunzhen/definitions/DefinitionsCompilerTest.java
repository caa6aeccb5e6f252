package org.yunzhen.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefinitionsCompilerTest {
    @Test
    void the_same_input_gives_the_same_small_file(@TempDir Path folder) throws IOException {
        Path first = folder.resolve("a/r4.bin");
        Path second = folder.resolve("b/r4.bin");
        DefinitionsCompiler.main(new String[] {first.toString()});
        DefinitionsCompiler.main(new String[] {second.toString()});
        assertThat(first).hasSameBinaryContentAs(second);
        assertThat(Files.size(first)).isBetween(200_000L, 500_000L);
    }
}
