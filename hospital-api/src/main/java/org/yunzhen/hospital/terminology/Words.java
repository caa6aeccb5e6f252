package org.yunzhen.hospital.terminology;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Cuts texts into what a filter finds them by: words, and of Chinese, which has no spaces, every
 * two neighbours; so that any part of a Chinese name finds it, and the beginning of any other word.
 */
final class Words {
    private static final Pattern RUN =
            Pattern.compile("\\p{IsHan}+|[\\p{L}\\p{N}&&[^\\p{IsHan}]]+");
    private static final int WORD_CHARACTERS_MAX = 100;

    private Words() {}

    /** What a concept is found by. */
    static Set<String> of(Iterable<String> texts) {
        Set<String> words = new LinkedHashSet<>();
        for (String text : texts) {
            Matcher run = RUN.matcher(folded(text));
            while (run.find()) {
                add(words, run.group());
            }
        }
        return words;
    }

    /**
     * The condition of a filter in PostgreSQL's form of a {@code tsquery}: all its words, each as
     * the beginning of one; empty when the filter has none.
     */
    static String query(String filter) {
        Set<String> words = new LinkedHashSet<>();
        Matcher run = RUN.matcher(folded(filter));
        while (run.find()) {
            String text = run.group();
            if (isHan(text) && text.length() > 1) {
                for (int i = 0; i + 1 < text.length(); i++) {
                    words.add(text.substring(i, i + 2));
                }
            } else {
                words.add(bounded(text));
            }
        }
        return words.stream().map(word -> "'" + word + "':*").collect(Collectors.joining(" & "));
    }

    private static void add(Set<String> words, String run) {
        if (!isHan(run)) {
            words.add(bounded(run));
            return;
        }
        for (int i = 0; i + 1 < run.length(); i++) {
            words.add(run.substring(i, i + 2));
        }
        words.add(run.substring(run.length() - 1));
    }

    private static boolean isHan(String run) {
        return Character.UnicodeScript.of(run.codePointAt(0)) == Character.UnicodeScript.HAN;
    }

    private static String bounded(String word) {
        return word.length() <= WORD_CHARACTERS_MAX ? word : word.substring(0, WORD_CHARACTERS_MAX);
    }

    private static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }
}
