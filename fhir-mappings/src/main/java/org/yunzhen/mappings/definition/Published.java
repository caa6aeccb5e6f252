package org.yunzhen.mappings.definition;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.yunzhen.mappings.definition.SearchPath.Step;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.json.FhirJson;

/**
 * The definitions that HL7 publishes with R4 (4.0.1), as resources: code systems, value sets,
 * structures, search parameters, compartments; and our own. The build writes them; the index is
 * read at the first call, a resource when it is asked for.
 */
public final class Published {
    private static final String DIRECTORY = "r4/";

    /** Beside them: what we publish ourselves. */
    private static final String OWN = "own/";

    /** The elements that are kept of each beside its texts, where its type has them. */
    private static final Set<String> KEPT =
            Set.of(
                    "abstract",
                    "base",
                    "baseDefinition",
                    "code",
                    "content",
                    "derivation",
                    "kind",
                    "supplements",
                    "target",
                    "type");

    private static final Set<String> TEXTS =
            Set.of("id", "url", "version", "name", "status", "title", "publisher", "date");

    /**
     * One published resource.
     *
     * @param url its canonical address
     * @param title empty where it has none, as are {@code publisher} and {@code date}
     * @param kept further elements of it, as JSON
     */
    public record Entry(
            String type,
            String id,
            String url,
            String version,
            String name,
            String status,
            String title,
            String publisher,
            String date,
            String kept) {

        /** What is often asked of it: a part of the resource, see {@link #isKept}. */
        public ObjectNode excerpt() {
            ObjectNode excerpt = parse(type, id, kept);
            put(excerpt, "url", url);
            put(excerpt, "version", version);
            put(excerpt, "name", name);
            put(excerpt, "status", status);
            put(excerpt, "title", title);
            put(excerpt, "publisher", publisher);
            put(excerpt, "date", date);
            return excerpt;
        }

        private static void put(ObjectNode excerpt, String element, String text) {
            if (!text.isEmpty()) {
                excerpt.put(element, text);
            }
        }
    }

    private final Map<String, Map<String, Entry>> byId = new HashMap<>();
    private final Map<String, Entry> byUrl = new HashMap<>();

    private Published() {
        index(DIRECTORY);
        index(OWN);
    }

    private void index(String directory) {
        lines(directory + "index", this::add);
    }

    /** Takes the columns of each line of a file. */
    private static void lines(String name, Consumer<String[]> columns) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(open(name), StandardCharsets.UTF_8))) {
            lines.lines().map(line -> line.split("\t", -1)).forEach(columns);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the list " + name, e);
        }
    }

    private static final class Lazy {
        private static final Published R4 = new Published();
    }

    /** Those of R4; the first call reads the index. */
    public static Published r4() {
        return Lazy.R4;
    }

    /** All of a type, in the order of their ids; empty for a type that is not published. */
    public Collection<Entry> all(String type) {
        return byId.getOrDefault(type, Collections.emptyMap()).values();
    }

    /** Whether {@link Entry#excerpt} has all that a search parameter reads. */
    public static boolean isKept(SearchParam param) {
        return param.kind() != SearchParam.Kind.COMPOSITE
                && param.paths().stream().allMatch(path -> isKept(path.steps()));
    }

    private static boolean isKept(List<Step> steps) {
        String first = steps.get(0).property();
        return steps.size() == 1 && (TEXTS.contains(first) || KEPT.contains(first));
    }

    /** The types of which there is any. */
    public Collection<String> types() {
        return List.copyOf(byId.keySet());
    }

    /** Those that we publish ourselves, in the order of their types and ids. */
    public List<Entry> own() {
        return byId.values().stream()
                .flatMap(ofType -> ofType.values().stream())
                .filter(Published::isOwn)
                .sorted(Comparator.comparing(Entry::type).thenComparing(Entry::id))
                .toList();
    }

    private static boolean isOwn(Entry entry) {
        return entry.url().startsWith(Systems.BASE);
    }

    /** That of an id. */
    public Optional<Entry> find(String type, String id) {
        return Optional.ofNullable(byId.getOrDefault(type, Collections.emptyMap()).get(id));
    }

    /** That of a canonical address, without a version. */
    public Optional<Entry> ofUrl(String type, String url) {
        return Optional.ofNullable(byUrl.get(type + " " + url));
    }

    /** The resource as JSON. Reads a file: not for the event loop. */
    public byte[] read(Entry entry) {
        String directory = isOwn(entry) ? OWN : DIRECTORY;
        try (InputStream in = open(directory + entry.type() + "/" + entry.id() + ".json")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + entry.url(), e);
        }
    }

    /**
     * Those among entries of one type that are wanted for what is not kept of them. Reads files:
     * not for the event loop.
     *
     * @param wanted asked about the elements that R4's search parameters read
     */
    public List<Entry> among(List<Entry> entries, Predicate<ObjectNode> wanted) {
        Set<String> ids = new HashSet<>();
        Set<String> asked = entries.stream().map(Entry::id).collect(Collectors.toSet());
        String type = entries.isEmpty() ? "" : entries.get(0).type();
        lines(
                DIRECTORY + "seldom",
                columns -> {
                    if (columns[0].equals(type)
                            && asked.contains(columns[1])
                            && wanted.test(parse(type, columns[1], columns[2]))) {
                        ids.add(columns[1]);
                    }
                });
        return entries.stream()
                .filter(
                        entry ->
                                isOwn(entry)
                                        ? wanted.test((ObjectNode) FhirJson.reread(read(entry)))
                                        : ids.contains(entry.id()))
                .toList();
    }

    private void add(String[] columns) {
        Entry entry =
                new Entry(
                        columns[0],
                        columns[1],
                        columns[2],
                        columns[3],
                        columns[4],
                        columns[5],
                        columns[6],
                        // thousands of definitions have a few dozen publishers, dates and kinds
                        columns[7].intern(),
                        columns[8].intern(),
                        columns[9].intern());
        byId.computeIfAbsent(entry.type(), type -> new TreeMap<>()).put(entry.id(), entry);
        byUrl.putIfAbsent(entry.type() + " " + entry.url(), entry);
    }

    private static ObjectNode parse(String type, String id, String elements) {
        ObjectNode part = (ObjectNode) FhirJson.reread(elements.getBytes(StandardCharsets.UTF_8));
        return part.put("resourceType", type).put("id", id);
    }

    private static InputStream open(String name) throws FileNotFoundException {
        InputStream in = Published.class.getResourceAsStream(name);
        if (in == null) {
            throw new FileNotFoundException(name);
        }
        return in;
    }
}
