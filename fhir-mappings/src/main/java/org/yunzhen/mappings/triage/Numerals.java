package org.yunzhen.mappings.triage;

import java.util.ArrayList;
import java.util.List;

/** Reads Arabic numbers and spoken Chinese numerals up to 999. */
final class Numerals {
    private static final String DIGITS = "零一二三四五六七八九";
    private static final String NUMERALS = DIGITS + "〇两十百点";
    private static final int LONGEST = 9;

    private Numerals() {}

    /**
     * A number in the text.
     *
     * @param decimal whether tenths were given
     * @param plainWord a single Chinese numeral, which is often part of another word ("一直")
     */
    record Numeral(Span span, double value, boolean decimal, boolean plainWord) {}

    static List<Numeral> in(String text) {
        List<Numeral> found = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int end = endOfRun(text, at);
            if (end > at && end - at <= LONGEST) {
                found.add(read(text, new Span(at, end)));
            }
            at = Math.max(end, at + 1);
        }
        return found;
    }

    private static int endOfRun(String text, int start) {
        boolean arabic = isArabic(text.charAt(start));
        int at = start;
        while (at < text.length() && continues(text, at, arabic)) {
            at++;
        }
        return at;
    }

    private static boolean continues(String text, int at, boolean arabic) {
        char c = text.charAt(at);
        if (!arabic) {
            return NUMERALS.indexOf(c) >= 0;
        }
        return isArabic(c) || isDecimalPoint(text, at);
    }

    /** Whether the dot stands between digits, so that it ends no sentence. */
    static boolean isDecimalPoint(String text, int at) {
        return text.charAt(at) == '.'
                && at > 0
                && isArabic(text.charAt(at - 1))
                && at + 1 < text.length()
                && isArabic(text.charAt(at + 1));
    }

    private static boolean isArabic(char c) {
        return c >= '0' && c <= '9';
    }

    private static Numeral read(String text, Span span) {
        String run = text.substring(span.start(), span.end());
        if (isArabic(run.charAt(0))) {
            return new Numeral(span, arabic(run), run.indexOf('.') > 0, false);
        }
        return new Numeral(span, chinese(run), run.indexOf('点') > 0, run.length() == 1);
    }

    /** A version-like run such as 1.2.3 counts as its first two parts. */
    private static double arabic(String run) {
        int first = run.indexOf('.');
        int second = first < 0 ? -1 : run.indexOf('.', first + 1);
        return Double.parseDouble(second < 0 ? run : run.substring(0, second));
    }

    /** Spoken forms too: 三十九点五 is 39.5, 二百二 is 220, 三八 is 38. */
    private static double chinese(String run) {
        int point = run.indexOf('点');
        if (point < 0) {
            return whole(run);
        }
        double tenths = 0;
        double unit = 0.1;
        for (int i = point + 1; i < run.length(); i++) {
            tenths += unit * digit(run.charAt(i));
            unit /= 10;
        }
        return whole(run.substring(0, point)) + tenths;
    }

    private static int whole(String run) {
        int hundreds = 0;
        int tens = 0;
        int rest = 0;
        char unitBefore = ' ';
        for (int i = 0; i < run.length(); i++) {
            char c = run.charAt(i);
            if (c == '百') {
                hundreds = rest * 100;
                rest = 0;
            } else if (c == '十') {
                tens = Math.max(rest, 1) * 10;
                rest = 0;
            } else {
                rest = rest * 10 + digit(c);
                if (unitBefore == '百' && i == run.length() - 1) {
                    rest *= 10;
                }
            }
            unitBefore = c;
        }
        return hundreds + tens + rest;
    }

    private static int digit(char c) {
        return switch (c) {
            case '两' -> 2;
            case '〇' -> 0;
            default -> Math.max(DIGITS.indexOf(c), 0);
        };
    }
}
