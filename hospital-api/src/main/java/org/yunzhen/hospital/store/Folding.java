package org.yunzhen.hospital.store;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Texts as string parameters compare them: without case, accents and width (R4 section 3.1.1.4.7).
 */
public final class Folding {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    /** What is kept for comparison; longer texts are compared by their beginning. */
    private static final int CHARACTERS_KEPT = 512;

    private Folding() {}

    /** The text as it is compared. */
    public static String fold(String text) {
        String plain =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
        String folded = plain.toLowerCase(Locale.ROOT).strip();
        return folded.length() <= CHARACTERS_KEPT ? folded : folded.substring(0, CHARACTERS_KEPT);
    }
}
