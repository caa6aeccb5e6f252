package org.yunzhen.mappings.triage;

import java.text.Normalizer;

/**
 * Unicode's compatibility form (NFKC): half width, ligatures and circled signs taken apart, accents
 * joined to their letters. Done character by character, for the whole at once would lose where each
 * came from. The sign № becomes 号: as {@code No} it would deny what follows.
 */
final class Normalizing {
    private static final int FIRST_ACCENT = 0x300;
    private static final String NUMERO = "\u2116";
    private static final String NUMBER = "号";

    private Normalizing() {}

    static Rewritten of(Rewritten read) {
        Rewritten.Draft out = new Rewritten.Draft(read);
        int at = 0;
        while (at < read.text.length()) {
            int end = endOfCharacter(read.text, at);
            String apart = read.text.substring(at, end).replace(NUMERO, NUMBER);
            out.write(Normalizer.normalize(apart, Normalizer.Form.NFKC), new Span(at, end));
            at = end;
        }
        return out.done();
    }

    /** A character reaches over all that may join it: accents, and vowels of Korean syllables. */
    private static int endOfCharacter(String text, int start) {
        int at = start;
        do {
            at += Character.charCount(text.codePointAt(at));
        } while (at < text.length() && joins(text.codePointAt(at)));
        return at;
    }

    private static boolean joins(int codePoint) {
        if (codePoint < FIRST_ACCENT || Character.isIdeographic(codePoint)) {
            return false;
        }
        String apart = Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKD);
        return isMark(apart.codePointAt(0)) || isInnerJamo(apart.codePointAt(0));
    }

    private static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    /** Vowels and final consonants, which never begin a syllable. */
    private static boolean isInnerJamo(int codePoint) {
        return codePoint >= 0x1160 && codePoint <= 0x11FF;
    }
}
