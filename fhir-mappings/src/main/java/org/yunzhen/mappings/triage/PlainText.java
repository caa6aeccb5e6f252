package org.yunzhen.mappings.triage;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/**
 * Brings text to the one form in which rules and complaints are compared: half width, lower case,
 * simplified characters, single spaces, no apostrophes, hyphens between words as spaces, dialect
 * words and frequent typing errors respelt.
 */
final class PlainText {
    private final Map<Character, Character> simplified = new HashMap<>();
    private final Respelling respelling;

    /**
     * @param traditional characters to replace
     * @param simple their replacements, at the same positions
     * @param respelt words to replace, with their replacements
     */
    PlainText(String traditional, String simple, Map<String, String> respelt) {
        if (traditional.length() != simple.length()) {
            throw new IllegalArgumentException("traditional: from and to differ in length");
        }
        for (int i = 0; i < traditional.length(); i++) {
            simplified.put(traditional.charAt(i), simple.charAt(i));
        }
        Map<String, String> plainly = new HashMap<>();
        respelt.forEach((from, to) -> plainly.put(folded(from), folded(to)));
        this.respelling = new Respelling(plainly);
    }

    String of(String raw) {
        return respelling.of(folded(raw));
    }

    private String folded(String raw) {
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
