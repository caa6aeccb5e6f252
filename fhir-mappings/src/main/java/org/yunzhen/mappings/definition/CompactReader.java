package org.yunzhen.mappings.definition;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads the compact form that the build's {@code CompactWriter} writes: a table of strings, then
 * code sets, structures, search parameters and the compartment as unsigned variable-length numbers.
 * A string is its index in the table plus one; 0 is none.
 */
final class CompactReader {
    private static final int FORMAT = 1;

    private final byte[] bytes;
    private final String[] table;
    private int at;

    private final Map<String, CodeSet> codeSets = new HashMap<>();
    private final Map<String, Structure> structures = new LinkedHashMap<>();
    private final Map<Property, String> unlinked = new LinkedHashMap<>();
    private final Map<String, List<SearchParam>> params = new HashMap<>();
    private final Map<String, List<String>> patientCompartment = new HashMap<>();

    private CompactReader(byte[] bytes) throws IOException {
        this.bytes = bytes;
        ByteArrayInputStream in = new ByteArrayInputStream(bytes);
        DataInputStream data = new DataInputStream(in);
        if (data.readInt() != FORMAT) {
            throw new IllegalStateException("the compiled definitions have another format");
        }
        table = new String[data.readInt()];
        for (int i = 0; i < table.length; i++) {
            table[i] = data.readUTF().intern();
        }
        at = bytes.length - in.available();
        readAll();
    }

    static CompactReader load(String resource) {
        try (InputStream in = CompactReader.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new FileNotFoundException(resource);
            }
            return new CompactReader(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the compiled definitions", e);
        }
    }

    Map<String, Structure> structures() {
        return structures;
    }

    Map<String, List<SearchParam>> params() {
        return params;
    }

    Map<String, List<String>> patientCompartment() {
        return patientCompartment;
    }

    private void readAll() {
        for (CodeSet set : list(this::codeSet)) {
            codeSets.put(set.url(), set);
        }
        for (Structure structure : list(this::structure)) {
            structures.put(structure.name(), structure);
        }
        unlinked.forEach((property, name) -> property.link(structures.get(name)));
        for (int types = number(); types > 0; types--) {
            params.put(string(), list(this::param));
        }
        for (int types = number(); types > 0; types--) {
            patientCompartment.put(string(), list(this::string));
        }
        if (at != bytes.length) {
            throw new IllegalStateException("the compiled definitions end too late");
        }
    }

    private CodeSet codeSet() {
        String url = string();
        boolean closed = flag();
        Map<String, Set<String>> codes = new HashMap<>();
        for (int systems = number(); systems > 0; systems--) {
            codes.put(string(), new HashSet<>(list(this::string)));
        }
        return new CodeSet(url, closed, codes);
    }

    private Structure structure() {
        String name = string();
        boolean resource = "RESOURCE".equals(string());
        List<Element> elements = new ArrayList<>();
        for (int count = number(); count > 0; count--) {
            elements.add(element(elements.size()));
        }
        return new Structure(name, resource, elements);
    }

    private Element element(int index) {
        String name = string();
        int min = number();
        int max = number();
        boolean choice = flag();
        CodeSet codeSet = codeSets.get(string());
        List<Property> properties = list(this::property);
        return new Element(
                index, name, min, max == 0 ? Integer.MAX_VALUE : max, choice, codeSet, properties);
    }

    private Property property() {
        String jsonName = string();
        String type = string();
        String structure = string();
        Property property = new Property(jsonName, type, list(this::string));
        unlinked.put(property, structure);
        return property;
    }

    private SearchParam param() {
        return new SearchParam(
                string(),
                SearchParam.Kind.valueOf(string().toUpperCase(Locale.ROOT)),
                string(),
                list(this::string),
                list(this::path),
                list(this::component));
    }

    private SearchParam.Component component() {
        return new SearchParam.Component(string(), flag(), list(this::path));
    }

    private SearchPath path() {
        return new SearchPath(list(this::step), string(), string(), string(), flag());
    }

    private SearchPath.Step step() {
        return new SearchPath.Step(string(), number() - 1, string(), string());
    }

    private <T> List<T> list(Supplier<T> read) {
        int size = number();
        List<T> items = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            items.add(read.get());
        }
        return Collections.unmodifiableList(items);
    }

    private boolean flag() {
        return number() == 1;
    }

    private String string() {
        int index = number();
        return index == 0 ? null : table[index - 1];
    }

    private int number() {
        int value = 0;
        int shift = 0;
        while (true) {
            byte next = bytes[at++];
            value |= (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
            shift += 7;
        }
    }
}
