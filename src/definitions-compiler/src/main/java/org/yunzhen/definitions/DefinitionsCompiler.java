package org.yunzhen.definitions;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.yunzhen.definitions.Model.CodeSet;
import org.yunzhen.definitions.Model.Everything;
import org.yunzhen.definitions.Model.Structure;

/**
 * Compiles the published R4 definitions into one compact file, and writes them as resources that
 * can be served. The build of fhir-mappings runs it; the same input gives the same bytes.
 */
public final class DefinitionsCompiler {
    private static final String OWN_CLASSES = "org/yunzhen/definitions/";

    private DefinitionsCompiler() {}

    /**
     * Runs the compiler.
     *
     * @param args the file to write, and the directory for the resources themselves
     */
    public static void main(String[] args) throws IOException {
        Path target = Path.of(args[0]);
        Path resources = Path.of(args[1]);
        if (isCurrent(target) && isCurrent(resources.resolve(ResourceFiles.INDEX))) {
            return;
        }
        PublishedFiles files = new PublishedFiles();
        Everything all = compile(files);
        Files.createDirectories(target.getParent());
        Files.write(target, CompactWriter.write(all));
        new ResourceFiles(files, all.structures()).write(resources);
    }

    /** Whether a file was written after this compiler and what it reads. */
    private static boolean isCurrent(Path written) throws IOException {
        if (!Files.exists(written)) {
            return false;
        }
        FileTime at = Files.getLastModifiedTime(written);
        return newest(DefinitionsCompiler.class.getResource("/" + OWN_CLASSES)).compareTo(at) < 0
                && newest(PublishedFiles.anyFile()).compareTo(at) < 0;
    }

    /** When the newest file of a directory of classes, or else the jar that holds it, was made. */
    private static FileTime newest(URL resource) throws IOException {
        String place = resource.toString();
        if (place.startsWith("jar:")) {
            String jar = place.substring("jar:".length(), place.indexOf('!'));
            return Files.getLastModifiedTime(Path.of(URI.create(jar)));
        }
        FileTime newest = FileTime.fromMillis(0);
        try (Stream<Path> files = Files.list(Path.of(URI.create(place)))) {
            for (Path file : files.toList()) {
                FileTime at = Files.getLastModifiedTime(file);
                newest = at.compareTo(newest) > 0 ? at : newest;
            }
        }
        return newest;
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
