package org.yunzhen.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One of the official examples of R4, as npm's package {@code hl7.fhir.r4.examples} has it. */
record Example(String name, JsonNode json, byte[] bytes) {
    private static final String PACKAGE = "hl7.fhir.r4.examples@4.0.1";

    /**
     * Definitions are most of the package, and much alike: their small share is stored, or with
     * {@code -Dproof=full} all.
     */
    private static final Set<String> DEFINITIONS =
            Set.of(
                    "SearchParameter",
                    "ValueSet",
                    "CodeSystem",
                    "StructureDefinition",
                    "ConceptMap",
                    "OperationDefinition");

    private static final int ONE_OF = 100;

    /** The examples by name. */
    static List<Example> all() throws IOException, InterruptedException {
        Path folder = NpmPackage.unpacked(PACKAGE);
        List<Example> all = new ArrayList<>();
        int definitions = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                boolean taken =
                        !DEFINITIONS.contains(name.replaceAll("-.*", ""))
                                || "full".equals(System.getProperty("proof"))
                                || definitions++ % ONE_OF == 0;
                if (taken && name.contains("-")) {
                    byte[] bytes = Files.readAllBytes(file);
                    all.add(new Example(name.replace(".json", ""), SameContent.read(bytes), bytes));
                }
            }
        }
        return all;
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

    /** {@code Type/id}. */
    String address() {
        return json.path("resourceType").asText() + "/" + json.path("id").asText();
    }
}
