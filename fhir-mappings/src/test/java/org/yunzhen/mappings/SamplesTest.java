package org.yunzhen.mappings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.index.IndexEntries;
import org.yunzhen.mappings.index.IndexExtractor;
import org.yunzhen.mappings.validate.StructureValidator;

/** Resources as a hospital writes them, whole. */
class SamplesTest {
    private final StructureValidator validator = new StructureValidator(Definitions.r4());
    private final IndexExtractor extractor = new IndexExtractor(Definitions.r4());

    static List<Path> samples() throws IOException, URISyntaxException {
        Path folder = Path.of(SamplesTest.class.getResource("/samples").toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static ObjectNode read(Path sample) throws IOException {
        return ExactJson.parse(Files.readString(sample));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_realistic_resource_is_valid_and_untouched_by_validation_and_extraction(Path sample)
            throws IOException {
        ObjectNode resource = read(sample);
        assertThat(validator.validate(resource)).isEmpty();
        IndexEntries entries = extractor.extract(resource);
        assertThat(resource).isEqualTo(read(sample));
        if (resource.has("id")) {
            assertThat(entries.values()).isNotEmpty();
        }
    }

    @Test
    void the_samples_are_many_and_of_many_types() throws Exception {
        assertThat(samples()).hasSizeGreaterThanOrEqualTo(50);
        assertThat(
                        samples().stream()
                                .map(s -> s.getFileName().toString().replaceAll("-.*", ""))
                                .distinct())
                .hasSizeGreaterThanOrEqualTo(45);
    }
}
