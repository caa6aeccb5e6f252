package org.yunzhen.mappings.definition;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Reads one entry of the {@link CompactFile} from its position on. Belongs to one thread. */
final class CompactReader {
    private final CompactFile file;
    private int at;

    CompactReader(CompactFile file, int position) {
        this.file = file;
        this.at = position;
    }

    int position() {
        return at;
    }

    void skip(int length) {
        at += length;
    }

    List<String> names() {
        return list(this::string);
    }

    List<SearchParam> params() {
        return list(this::param);
    }

    CodeSet codeSet(String url) {
        boolean closed = flag();
        Map<String, Set<String>> codes = new HashMap<>();
        for (int systems = number(); systems > 0; systems--) {
            codes.put(string(), Set.copyOf(names()));
        }
        return new CodeSet(url, closed, Map.copyOf(codes));
    }

    Structure structure(String name, boolean resource) {
        List<Element> elements = new ArrayList<>();
        for (int count = number(); count > 0; count--) {
            elements.add(element(elements.size()));
        }
        return new Structure(name, resource, elements, list(this::invariant));
    }

    private Invariant invariant() {
        return new Invariant(string(), string());
    }

    private Element element(int index) {
        String name = string();
        int min = number();
        int max = number();
        int flags = number();
        String valueSet = string();
        CodeSet codeSet = valueSet == null ? null : file.codeSet(valueSet);
        List<Property> properties = list(this::property);
        return new Element(
                index,
                name,
                min,
                max == 0 ? Integer.MAX_VALUE : max,
                (flags & 1) != 0,
                (flags & 2) != 0,
                codeSet,
                properties,
                list(this::invariant));
    }

    private Property property() {
        String jsonName = string();
        String type = string();
        String structure = string();
        return new Property(jsonName, type, names(), () -> file.structure(structure));
    }

    private SearchParam param() {
        return new SearchParam(
                string(),
                SearchParam.Kind.valueOf(string().toUpperCase(Locale.ROOT)),
                string(),
                names(),
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

    String string() {
        int index = number();
        return index == 0 ? null : file.text(index - 1);
    }

    int number() {
        int value = 0;
        int shift = 0;
        while (true) {
            byte next = file.at(at++);
            value |= (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
            shift += 7;
        }
    }
}
