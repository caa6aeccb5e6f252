package org.yunzhen.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yunzhen.definitions.Model.Structure;

/**
 * Writes the published definitions as resources that a server can serve: one JSON file for each,
 * {@code Type/id.json}, and an {@code index} with a line for each by which it is found.
 */
final class ResourceFiles {
    static final String INDEX = "index";
    private static final String SELDOM = "seldom";

    private static final Map<String, Set<String>> BUNDLES =
            new TreeMap<>(
                    Map.of(
                            "valueset/valuesets.xml", Set.of("CodeSystem", "ValueSet"),
                            "valueset/v3-codesystems.xml", Set.of("CodeSystem", "ValueSet"),
                            "valueset/v2-tables.xml", Set.of("CodeSystem", "ValueSet"),
                            "profile/profiles-types.xml", Set.of("StructureDefinition"),
                            "profile/profiles-resources.xml",
                                    Set.of("CompartmentDefinition", "StructureDefinition"),
                            "profile/profiles-others.xml", Set.of("StructureDefinition"),
                            "extension/extension-definitions.xml", Set.of("StructureDefinition")));

    /** What a search finds them by, beside type, id and what {@link Excerpt} cuts out. */
    private static final List<String> TEXTS =
            List.of("url", "version", "name", "status", "title", "publisher", "date");

    private final PublishedFiles files;
    private final ResourceJson json;
    private final SortedMap<String, ObjectNode> resources = new TreeMap<>();
    private final ObjectMapper mapper = new ObjectMapper();

    ResourceFiles(PublishedFiles files, Map<String, Structure> structures) {
        this.files = files;
        this.json = new ResourceJson(structures);
    }

    /** Writes all below a directory; the same input gives the same bytes. */
    void write(Path directory) throws IOException {
        for (Map.Entry<String, Set<String>> bundle : BUNDLES.entrySet()) {
            files.each(bundle.getKey(), bundle.getValue(), reader -> add(json.read(reader)));
        }
        for (JsonNode entry : files.searchParameters()) {
            ObjectNode parameter = entry.path("resource").deepCopy();
            parameter.remove("text");
            add(parameter);
        }
        requireNamesApart();
        for (Map.Entry<String, ObjectNode> resource : resources.entrySet()) {
            Path file = directory.resolve(resource.getKey() + ".json");
            Files.createDirectories(file.getParent());
            Files.write(file, mapper.writeValueAsBytes(resource.getValue()));
        }
        lines(directory.resolve(INDEX), ResourceFiles::line);
        lines(directory.resolve(SELDOM), ResourceFiles::seldom);
    }

    private void lines(Path file, Function<ObjectNode, String> line) throws IOException {
        Files.writeString(
                file,
                resources.values().stream().map(line).collect(Collectors.joining("\n")),
                StandardCharsets.UTF_8);
    }

    /** The first of a name is kept: an extension is published with its profile once more. */
    private void add(ObjectNode resource) {
        resources.putIfAbsent(
                resource.path("resourceType").asText() + "/" + resource.path("id").asText(),
                resource);
    }

    private static String line(ObjectNode resource) {
        return texts(resource, TEXTS) + "\t" + Excerpt.OFTEN.of(resource);
    }

    /** Long, and seldom searched: read when it is. */
    private static String seldom(ObjectNode resource) {
        return texts(resource, List.of()) + "\t" + Excerpt.SELDOM.of(resource);
    }

    private static String texts(ObjectNode resource, List<String> names) {
        return Stream.concat(Stream.of("resourceType", "id"), names.stream())
                .map(name -> resource.path(name).asText().replaceAll("[\\t\\r\\n]", " "))
                .collect(Collectors.joining("\t"));
    }

    /** A file system may not tell upper case from lower. */
    private void requireNamesApart() {
        Map<String, String> seen = new TreeMap<>();
        for (String name : resources.keySet()) {
            String other = seen.put(name.toLowerCase(Locale.ROOT), name);
            if (other != null) {
                throw new IllegalStateException(other + " and " + name + " are one file");
            }
        }
    }
}
