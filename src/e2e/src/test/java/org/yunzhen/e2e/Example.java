package org.yunzhen.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One of the official examples of R4, as npm's package {@code hl7.fhir.r4.examples} has it. It is
 * read when it is asked for: the largest has 35 MB.
 */
record Example(String name, Path file) {
    private static final String PACKAGE = "hl7.fhir.r4.examples@4.0.1";
    private static final String GUIDE = "ig-r4";

    /** Of most of these R4 has published what the package holds. */
    private static final Set<String> DEFINITIONS =
            Set.of(
                    "SearchParameter",
                    "ValueSet",
                    "CodeSystem",
                    "StructureDefinition",
                    "ConceptMap",
                    "OperationDefinition");

    private Example(Path file) {
        this(file.getFileName().toString().replaceFirst("[.]json$", ""), file);
    }

    /** All, by name. */
    static List<Example> all() throws IOException, InterruptedException {
        try (Stream<Path> files = Files.list(NpmPackage.unpacked(PACKAGE))) {
            return files.sorted()
                    .map(Example::new)
                    .filter(example -> !example.name().equals("package"))
                    .toList();
        }
    }

    /**
     * What is refused, as reviewed by a person: the name of the example and the codes of the
     * refusal. The reason in words that follows each in the file is for readers.
     */
    static Map<String, String> expectedRefusals() throws IOException {
        Map<String, String> expected = new TreeMap<>();
        try (InputStream in = Example.class.getResourceAsStream("/examples-refused.txt")) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\\s+", 3))
                    .forEach(words -> expected.put(words[0], words[1]));
        }
        return expected;
    }

    /** {@code Type/id}: what the name says, but for the guide that the package has twice. */
    String address() {
        return name.equals(GUIDE) ? "ImplementationGuide/fhir" : name.replaceFirst("-", "/");
    }

    String type() {
        return address().substring(0, address().indexOf('/'));
    }

    /** Whether it is of a type in which R4 itself is written, more than an example of use. */
    boolean isDefinition() {
        return DEFINITIONS.contains(type());
    }

    /** Whether it belongs to the same fourth of the examples whenever it is asked. */
    boolean isOfTheFourth() {
        return Math.floorMod(name.hashCode(), 4) == 0;
    }

    byte[] bytes() {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode json() {
        return SameContent.read(bytes());
    }
}
