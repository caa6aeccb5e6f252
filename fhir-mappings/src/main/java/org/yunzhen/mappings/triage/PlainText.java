package org.yunzhen.mappings.triage;

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
        respelt.forEach((from, to) -> plainly.put(folded(from).text, folded(to).text));
        this.respelling = new Respelling(plainly);
    }

    Rewritten of(String raw) {
        return respelling.of(folded(raw));
    }

    private Rewritten folded(String raw) {
        Rewritten normalized = Normalizing.of(Rewritten.asSent(raw));
        Rewritten.Draft out = new Rewritten.Draft(normalized);
        for (int i = 0; i < normalized.text.length(); i++) {
            out.write(form(normalized.text, i, out.takesSpace()), new Span(i, i + 1));
        }
        return out.done().stripped();
    }

    /** What is written for the character there, which may be nothing. */
    private String form(String text, int at, boolean takesSpace) {
        char c = text.charAt(at);
        if (Character.getType(c) == Character.FORMAT) {
            return ""; // zero-width characters split words invisibly
        }
        if (c == '\n' || c == '\r') {
            return "。";
        }
        if (c == '\'' || c == '’' || c == '‘' || c == '`') {
            return isPossessive(text, at) ? " " : "";
        }
        if (Character.isWhitespace(c) || isInnerHyphen(text, at)) {
            return takesSpace ? " " : "";
        }
        char lower = Character.toLowerCase(c);
        return String.valueOf(simplified.getOrDefault(lower, lower));
    }

    /** "husband's" becomes "husband s" so that the word stays whole; "can't" becomes "cant". */
    private static boolean isPossessive(String text, int at) {
        return at + 1 < text.length()
                && Character.toLowerCase(text.charAt(at + 1)) == 's'
                && (at + 2 == text.length() || !isLatin(text.charAt(at + 2)));
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

    /** Whether what begins or ends there would cut a word. */
    static boolean splitsWord(String text, int at) {
        return at > 0
                && at < text.length()
                && isLatin(text.charAt(at - 1))
                && isLatin(text.charAt(at));
    }

    static boolean isHan(char c) {
        return Character.isIdeographic(c);
    }
}
