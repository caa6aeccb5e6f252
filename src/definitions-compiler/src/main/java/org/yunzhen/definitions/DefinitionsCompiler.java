package org.yunzhen.definitions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.yunzhen.definitions.Model.CodeSet;
import org.yunzhen.definitions.Model.Everything;
import org.yunzhen.definitions.Model.Structure;

/**
 * Compiles the published R4 definitions into one compact file. The build of fhir-mappings runs it;
 * the same input gives the same bytes.
 */
public final class DefinitionsCompiler {
    private DefinitionsCompiler() {}

    /**
     * Runs the compiler.
     *
     * @param args the file to write
     */
    public static void main(String[] args) throws IOException {
        Path target = Path.of(args[0]);
        byte[] compiled = CompactWriter.write(compile(new PublishedFiles()));
        Files.createDirectories(target.getParent());
        Files.write(target, compiled);
    }

    private static Everything compile(PublishedFiles files) throws IOException {
        SortedMap<String, Structure> structures = Structures.read(files);
        SortedMap<String, CodeSet> codeSets = codeSets(CodeSets.read(files), structures);
        PathResolver resolver = new PathResolver(structures, codeSets);
        return new Everything(
                structures,
                codeSets,
                new SearchParameters(resolver, files.searchParameters()).compile(),
                patientCompartment(files));
    }

    private static SortedMap<String, CodeSet> codeSets(
            CodeSets published, SortedMap<String, Structure> structures) {
        SortedMap<String, CodeSet> needed = new TreeMap<>();
        structures.values().stream()
                .flatMap(structure -> structure.elements().stream())
                .map(Model.Element::valueSet)
                .filter(Objects::nonNull)
                .forEach(url -> needed.computeIfAbsent(url, published::expand));
        return needed;
    }

    private static Map<String, Set<String>> patientCompartment(PublishedFiles files)
            throws IOException {
        Map<String, Set<String>> params = new TreeMap<>();
        List<XmlElement> compartments =
                files.resources("profile/profiles-resources.xml", Set.of("CompartmentDefinition"));
        for (XmlElement compartment : compartments) {
            if ("Patient".equals(compartment.value("code"))) {
                for (XmlElement resource : compartment.all("resource")) {
                    params.put(resource.value("code"), new TreeSet<>(resource.values("param")));
                }
            }
        }
        params.values().removeIf(Set::isEmpty);
        return params;
    }
}
