package org.yunzhen.mappings.definition;

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
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.yunzhen.mappings.identifier.Systems;

/**
 * The definitions that HL7 publishes with R4 (4.0.1), as resources: code systems, value sets,
 * structures, search parameters, compartments; and our own. The build writes them; the index is
 * read at the first call, a resource when it is asked for.
 */
public final class Published {
    private static final String DIRECTORY = "r4/";

    /** Beside them: what we publish ourselves. */
    private static final String OWN = "own/";

    /**
     * One published resource, and what it is found by.
     *
     * @param url its canonical address
     * @param title empty where it has none, as are {@code publisher} and {@code date}
     * @param values codes and addresses by which R4's search parameters find it, each as {@code
     *     parameter=value}
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
            Set<String> values) {}

    /**
     * What one published resource is seldom searched by.
     *
     * @param description empty where it has none
     * @param values as those of {@link Entry}; tokens also as {@code parameter=system|value}
     */
    public record Seldom(String description, Set<String> values) {
        private static Seldom of(String[] columns) {
            return new Seldom(columns[2], parted(columns[3]));
        }
    }

    private final Map<String, Map<String, Entry>> byId = new HashMap<>();
    private final Map<String, Entry> byUrl = new HashMap<>();
    private final Map<String, Set<String>> parameters = new HashMap<>();

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

    /** R4's search parameters by which those of a type are found: those of {@link Entry#values}. */
    public Set<String> parameters(String type) {
        return parameters.getOrDefault(type, Set.of());
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
     * The ids of those of a type that are wanted for what is too long to be kept. Reads a file: not
     * for the event loop.
     */
    public Set<String> among(String type, Predicate<Seldom> wanted) {
        Set<String> ids = new HashSet<>();
        for (String directory : List.of(DIRECTORY, OWN)) {
            lines(
                    directory + "seldom",
                    columns -> {
                        if (columns[0].equals(type) && wanted.test(Seldom.of(columns))) {
                            ids.add(columns[1]);
                        }
                    });
        }
        return ids;
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
                        // thousands of definitions have a few dozen publishers and dates
                        columns[7].intern(),
                        columns[8].intern(),
                        parted(columns[9]));
        byId.computeIfAbsent(entry.type(), type -> new TreeMap<>()).put(entry.id(), entry);
        byUrl.putIfAbsent(entry.type() + " " + entry.url(), entry);
        Set<String> ofType = parameters.computeIfAbsent(entry.type(), type -> new TreeSet<>());
        entry.values().forEach(value -> ofType.add(value.substring(0, value.indexOf('='))));
    }

    private static Set<String> parted(String column) {
        return column.isEmpty() ? Set.of() : Set.of(column.split(" "));
    }

    private static InputStream open(String name) throws FileNotFoundException {
        InputStream in = Published.class.getResourceAsStream(name);
        if (in == null) {
            throw new FileNotFoundException(name);
        }
        return in;
    }
}
