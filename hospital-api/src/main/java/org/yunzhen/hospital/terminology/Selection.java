package org.yunzhen.hospital.terminology;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The codes of a value set: for each of its systems a condition.
 *
 * @param parts by the address of the system, in the order in which they were named
 */
record Selection(Map<String, Selection.Part> parts) {
    static final Selection NOTHING = new Selection(Map.of());

    /**
     * The codes of one system.
     *
     * @param system null when it is not known here: then only listed codes can be told
     * @param displays names that the value set gives, by code
     */
    record Part(KnownSystem system, Condition condition, Map<String, String> displays) {
        Part with(Condition other) {
            return new Part(system, other, displays);
        }
    }

    static Selection of(String url, Part part) {
        return new Selection(Map.of(url, part));
    }

    /** All of both. */
    Selection plus(Selection other) {
        Map<String, Part> all = new LinkedHashMap<>(parts);
        other.parts.forEach((url, part) -> all.merge(url, part, Selection::either));
        return new Selection(all);
    }

    /** What is in this and not in the other. */
    Selection minus(Selection other) {
        Map<String, Part> left = new LinkedHashMap<>();
        parts.forEach(
                (url, part) -> {
                    Part gone = other.parts.get(url);
                    left.put(
                            url,
                            gone == null
                                    ? part
                                    : part.with(
                                            part.condition()
                                                    .and(new Condition.Not(gone.condition()))));
                });
        return new Selection(left);
    }

    /** What is in both. */
    Selection within(Selection other) {
        Map<String, Part> both = new LinkedHashMap<>();
        parts.forEach(
                (url, part) -> {
                    Part same = other.parts.get(url);
                    if (same != null) {
                        both.put(url, part.with(part.condition().and(same.condition())));
                    }
                });
        return new Selection(both);
    }

    /** The same codes as far as a further condition names them. */
    Selection and(Condition condition) {
        Map<String, Part> narrowed = new LinkedHashMap<>();
        parts.forEach((url, part) -> narrowed.put(url, part.with(part.condition().and(condition))));
        return new Selection(narrowed);
    }

    private static Part either(Part one, Part other) {
        Map<String, String> displays = new LinkedHashMap<>(one.displays());
        other.displays().forEach(displays::putIfAbsent);
        return new Part(
                one.system(),
                new Condition.Or(List.of(one.condition(), other.condition())),
                displays);
    }
}
