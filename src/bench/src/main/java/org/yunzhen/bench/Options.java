package org.yunzhen.bench;

import java.util.List;
import java.util.Optional;

/** The command line's words; each option that is asked for is taken out, and none may be left. */
final class Options {
    private final List<String> words;

    Options(List<String> words) {
        this.words = words;
    }

    boolean flag(String name) {
        return words.remove(name);
    }

    Optional<String> text(String name) {
        int at = words.indexOf(name);
        if (at < 0) {
            return Optional.empty();
        }
        if (at + 1 == words.size()) {
            throw new UsageException(name + " needs a value");
        }
        words.remove(at);
        return Optional.of(words.remove(at));
    }

    int number(String name, int otherwise) {
        int number = numberOrZero(name, otherwise);
        if (number == 0) {
            throw new UsageException(name + " must be above 0");
        }
        return number;
    }

    int numberOrZero(String name, int otherwise) {
        String text = text(name).orElse(String.valueOf(otherwise));
        if (!text.matches("\\d{1,9}")) {
            throw new UsageException(name + " needs a number, not " + text);
        }
        return Integer.parseInt(text);
    }

    /** The one word that is no option. */
    Optional<String> rest() {
        words.stream()
                .filter(word -> word.startsWith("--"))
                .findFirst()
                .ifPresent(
                        unknown -> {
                            throw new UsageException("unknown option " + unknown);
                        });
        if (words.size() > 1) {
            throw new UsageException("more than one BASE: " + words);
        }
        return words.stream().findFirst();
    }
}
