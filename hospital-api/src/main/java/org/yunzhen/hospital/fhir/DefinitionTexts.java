package org.yunzhen.hospital.fhir;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yunzhen.hospital.store.Criterion.DateTest;
import org.yunzhen.hospital.store.Folding;
import org.yunzhen.mappings.index.DateRange;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * What a definition that is not stored says of itself in words, and when it was published; searched
 * as those of stored ones are. Texts that it does not have are empty.
 */
record DefinitionTexts(
        String name, String title, String publisher, String description, String date) {
    private static final String DATE = "date";

    /** Where a definition is of use; none of our own is bound to a place. */
    private static final Set<String> USE = Set.of("context", "context-type", "jurisdiction");

    /** The parameters that find it, with their modifiers. */
    static final Set<String> FOUND_BY =
            Set.of(
                    DATE,
                    "description",
                    "description:contains",
                    "description:exact",
                    "name",
                    "name:contains",
                    "name:exact",
                    "publisher",
                    "publisher:contains",
                    "publisher:exact",
                    "title",
                    "title:contains",
                    "title:exact");

    /** These parameters, those of its use, and others. */
    static Set<String> foundByThemAnd(String... others) {
        Set<String> all = new HashSet<>(FOUND_BY);
        all.addAll(USE);
        all.addAll(List.of(others));
        return all;
    }

    /**
     * Whether a parameter is one of them and finds it.
     *
     * @throws RefusedException 400 for a value that cannot be read
     */
    boolean matches(Map.Entry<String, String> given) {
        String parameter = given.getKey();
        if (!FOUND_BY.contains(parameter)) {
            return false;
        }
        List<String> values = Escapes.split(given.getValue(), ',');
        return parameter.equals(DATE)
                ? isOf(values.stream().map(value -> Comparisons.date(DATE, value)).toList())
                : says(SearchReader.base(parameter), parameter, values);
    }

    private boolean isOf(List<DateTest> tests) {
        DateRange range = DateRange.parse(date);
        return range != null && tests.stream().anyMatch(test -> test.holds(range));
    }

    private boolean says(String code, String parameter, List<String> values) {
        String text =
                switch (code) {
                    case "name" -> name;
                    case "title" -> title;
                    case "description" -> description;
                    default -> publisher;
                };
        List<String> plain = values.stream().map(value -> filled(code, value)).toList();
        if (text.isEmpty()) {
            return false;
        }
        String folded = Folding.fold(text);
        return switch (parameter.substring(code.length())) {
            case ":exact" -> plain.contains(text);
            case ":contains" -> plain.stream().map(Folding::fold).anyMatch(folded::contains);
            default -> plain.stream().map(Folding::fold).anyMatch(folded::startsWith);
        };
    }

    private static String filled(String code, String value) {
        if (value.isEmpty()) {
            throw ValueFaults.invalid(code);
        }
        return Escapes.plain(value);
    }
}
