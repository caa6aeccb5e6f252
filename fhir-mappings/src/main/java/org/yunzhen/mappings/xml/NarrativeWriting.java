package org.yunzhen.mappings.xml;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes the XHTML of a narrative, which JSON holds as text, into XML as it stands. Only what HTML
 * has and XML has not is spelled otherwise: the names of characters ({@code &nbsp;}), an ampersand
 * that begins no reference, and characters that XML cannot hold.
 */
final class NarrativeWriting {
    private static final Pattern REFERENCE =
            Pattern.compile("&(?:#x([0-9A-Fa-f]{1,6})|#([0-9]{1,7})|([A-Za-z][A-Za-z0-9]{1,31}));");
    private static final Set<String> PREDEFINED = Set.of("amp", "lt", "gt", "quot", "apos");
    private static final int HEX = 16;
    private static final int DECIMAL = 10;

    private NarrativeWriting() {}

    static void append(StringBuilder out, String narrative) {
        String div = narrative.strip();
        Matcher reference = REFERENCE.matcher(div);
        for (int at = 0; at < div.length(); at++) {
            char c = div.charAt(at);
            if (c == '&') {
                at += ampersand(out, reference.region(at, div.length())) - 1;
            } else if (c == '\r') {
                out.append("&#13;");
            } else {
                out.append(XmlText.isAllowed(div, at) ? c : XmlText.REPLACEMENT);
            }
        }
    }

    /** Writes what an ampersand begins and tells how many characters it took. */
    private static int ampersand(StringBuilder out, Matcher reference) {
        if (!reference.lookingAt()) {
            out.append("&amp;");
            return 1;
        }
        String name = reference.group(3);
        int codePoint = name == null ? number(reference) : HtmlCharacters.named(name);
        if (name != null && codePoint < 0) {
            out.append("&amp;");
            return 1;
        }
        if (name != null && PREDEFINED.contains(name)) {
            out.append(reference.group());
        } else if (XmlText.isAllowed(codePoint)) {
            out.append("&#").append(codePoint).append(';');
        } else {
            out.append(XmlText.REPLACEMENT);
        }
        return reference.end() - reference.start();
    }

    private static int number(Matcher reference) {
        String hex = reference.group(1);
        int codePoint =
                hex != null
                        ? Integer.parseInt(hex, HEX)
                        : Integer.parseInt(reference.group(2), DECIMAL);
        return Math.min(codePoint, Character.MAX_CODE_POINT + 1);
    }
}
