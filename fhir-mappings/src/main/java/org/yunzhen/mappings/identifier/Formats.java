package org.yunzhen.mappings.identifier;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What the value objects share: refusing without repeating the value, which may be personal. */
final class Formats {

    private Formats() {}

    static String require(boolean holds, String value, String what) {
        if (!holds) {
            throw new IllegalArgumentException("Not a valid " + what);
        }
        return value;
    }

    static String require(Pattern pattern, String value, String what) {
        return require(value != null && pattern.matcher(value).matches(), value, what);
    }

    static <T> Optional<T> parse(String text, Function<String, T> constructor) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(constructor.apply(text.strip()));
        } catch (IllegalArgumentException refused) {
            return Optional.empty();
        }
    }
}
