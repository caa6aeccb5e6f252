package org.yunzhen.mappings.xml;

/** Text as XML 1.0 writes it, so that a reader finds the same characters again. */
final class XmlText {
    /** Stands for the few code points that XML 1.0 cannot hold at all, such as U+FFFF. */
    static final char REPLACEMENT = '\uFFFD';

    private XmlText() {}

    /** Writes an attribute's value; white space as references, or a reader would make it spaces. */
    static void attribute(StringBuilder out, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("&quot;");
                case '\n' -> out.append("&#10;");
                case '\t' -> out.append("&#9;");
                default -> character(out, text, i);
            }
        }
    }

    /** Writes text between tags. */
    static void content(StringBuilder out, CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            character(out, text, i);
        }
    }

    private static void character(StringBuilder out, CharSequence text, int at) {
        char c = text.charAt(at);
        switch (c) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '\r' -> out.append("&#13;");
            default -> out.append(isAllowed(text, at) ? c : REPLACEMENT);
        }
    }

    /** Whether XML 1.0 can hold the character; a surrogate needs its other half. */
    static boolean isAllowed(CharSequence text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
        }
        return isAllowed(c);
    }

    /** Whether XML 1.0 can hold the code point (its section 2.2). */
    static boolean isAllowed(int codePoint) {
        return codePoint == '\t'
                || codePoint == '\n'
                || codePoint == '\r'
                || (codePoint >= ' ' && codePoint < Character.MIN_SURROGATE)
                || (codePoint > Character.MAX_SURROGATE && codePoint < 0xFFFE)
                || (codePoint >= Character.MIN_SUPPLEMENTARY_CODE_POINT
                        && codePoint <= Character.MAX_CODE_POINT);
    }
}
