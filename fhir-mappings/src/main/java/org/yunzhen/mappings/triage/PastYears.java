package org.yunzhen.mappings.triage;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the years that are over: "2019年", "in 2019". Which are over, the day of the complaint says;
 * a list of them would age.
 */
final class PastYears {
    private static final String YEAR = "{year}";
    private static final Pattern DIGITS = Pattern.compile("(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])");

    private final List<Words> known;

    /** What stands before and after a year that is told. */
    private record Words(String before, String after) {
        static Words of(String words) {
            int at = words.indexOf(YEAR);
            if (at < 0) {
                throw new IllegalArgumentException("triage rules: no " + YEAR + " in " + words);
            }
            return new Words(words.substring(0, at), words.substring(at + YEAR.length()));
        }

        boolean surround(Span year, String text) {
            Span whole = around(year);
            return text.startsWith(before, whole.start())
                    && text.startsWith(after, year.end())
                    && !PlainText.splitsWord(text, whole.start())
                    && !PlainText.splitsWord(text, whole.end());
        }

        Span around(Span year) {
            return new Span(year.start() - before.length(), year.end() + after.length());
        }
    }

    /**
     * @param words plain, with {@code {year}} where the year stands
     */
    PastYears(List<String> words) {
        this.known = words.stream().map(Words::of).toList();
    }

    /** Where a year before this one is told, with the words around it. */
    List<Span> in(String text, int thisYear) {
        List<Span> found = new ArrayList<>();
        Matcher digits = DIGITS.matcher(text);
        while (digits.find()) {
            Span year = new Span(digits.start(), digits.end());
            if (Integer.parseInt(digits.group()) < thisYear) {
                known.stream()
                        .filter(words -> words.surround(year, text))
                        .map(words -> words.around(year))
                        .forEach(found::add);
            }
        }
        return found;
    }
}
