package org.yunzhen.mappings.refusal;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code {0}} of a text. Plain replacement: {@link java.text.MessageFormat} would swallow
 * apostrophes and group the digits of numbers.
 */
final class Placeholders {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d)}");

    /**
     * Stands for an argument that was not given: a refusal is still said, never turned into a 500.
     */
    private static final String NOT_GIVEN = "…";

    private Placeholders() {}

    static Set<Integer> in(String template) {
        Set<Integer> indexes = new TreeSet<>();
        PLACEHOLDER.matcher(template).results().map(Placeholders::index).forEach(indexes::add);
        return indexes;
    }

    static String fill(String template, Object... arguments) {
        return PLACEHOLDER
                .matcher(template)
                .replaceAll(found -> Matcher.quoteReplacement(argument(index(found), arguments)));
    }

    private static int index(MatchResult found) {
        return Integer.parseInt(found.group(1));
    }

    private static String argument(int index, Object... arguments) {
        return index < arguments.length ? String.valueOf(arguments[index]) : NOT_GIVEN;
    }
}
