package org.yunzhen.mappings.triage;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/**
 * Brings text to the one form in which rules and complaints are compared: half width, lower case,
 * simplified characters, single spaces, no apostrophes, hyphens between words as spaces.
 */
final class PlainText {
    private final Map<Character, Character> simplified = new HashMap<>();

    /**
     * @param traditional characters to replace
     * @param simple their replacements, at the same positions
     */
    PlainText(String traditional, String simple) {
        if (traditional.length() != simple.length()) {
            throw new IllegalArgumentException("traditional: from and to differ in length");
        }
        for (int i = 0; i < traditional.length(); i++) {
            simplified.put(traditional.charAt(i), simple.charAt(i));
        }
    }

    String of(String raw) {
        String folded = Normalizer.normalize(raw, Normalizer.Form.NFKC);
        StringBuilder out = new StringBuilder(folded.length());
        for (int i = 0; i < folded.length(); i++) {
            append(out, folded, i);
        }
        return out.toString().strip();
    }

    private void append(StringBuilder out, String text, int at) {
        char c = text.charAt(at);
        if (Character.getType(c) == Character.FORMAT) {
            return; // zero-width characters split words invisibly
        }
        if (c == '\n' || c == '\r') {
            out.append('。');
        } else if (c == '\'' || c == '’' || c == '‘' || c == '`') {
            appendApostrophe(out, text, at);
        } else if (Character.isWhitespace(c) || isInnerHyphen(text, at)) {
            if (out.length() > 0 && out.charAt(out.length() - 1) != ' ') {
                out.append(' ');
            }
        } else {
            char lower = Character.toLowerCase(c);
            out.append(simplified.getOrDefault(lower, lower).charValue());
        }
    }

    /** "husband's" becomes "husband s" so that the word stays whole; "can't" becomes "cant". */
    private static void appendApostrophe(StringBuilder out, String text, int at) {
        boolean possessive =
                at + 1 < text.length()
                        && Character.toLowerCase(text.charAt(at + 1)) == 's'
                        && (at + 2 == text.length() || !isLatin(text.charAt(at + 2)));
        if (possessive) {
            out.append(' ');
        }
    }

    private static boolean isInnerHyphen(String text, int at) {
        char c = text.charAt(at);
        return (c == '-' || c == '‐' || c == '‑')
                && at > 0
                && at + 1 < text.length()
                && isLatin(text.charAt(at - 1))
                && isLatin(text.charAt(at + 1));
    }

    /** Whether the character belongs to a word that needs a boundary on both sides. */
    static boolean isLatin(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    static boolean isHan(char c) {
        return Character.isIdeographic(c);
    }
}
