package org.yunzhen.mappings.validate;

/** The textual forms of R4's primitive types, checked by hand: these run for every value. */
final class TextForms {
    private TextForms() {}

    /** Any text without control characters other than tab, line feed and carriage return. */
    static boolean isString(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' && c != '\t' && c != '\n' && c != '\r') {
                return false;
            }
        }
        return true;
    }

    /** No white space at the ends, and none inside but single spaces. */
    static boolean isCode(String text) {
        boolean afterSpace = true;
        for (int i = 0; i < text.length(); i++) {
            boolean space = isSpace(text.charAt(i));
            if ((space && afterSpace) || text.charAt(i) < ' ') {
                return false;
            }
            afterSpace = space;
        }
        return !afterSpace;
    }

    static boolean isUri(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isSpace(text.charAt(i)) || text.charAt(i) < ' ') {
                return false;
            }
        }
        return true;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    /** {@code urn:oid:} and arcs; the first is 0, 1 or 2, none has a leading zero. */
    static boolean isOid(String text) {
        String prefix = "urn:oid:";
        if (!text.startsWith(prefix)) {
            return false;
        }
        String[] arcs = text.substring(prefix.length()).split("\\.", -1);
        if (arcs.length < 2 || !arcs[0].matches("[0-2]")) {
            return false;
        }
        for (String arc : arcs) {
            if (arc.isEmpty() || !isDigits(arc) || (arc.length() > 1 && arc.charAt(0) == '0')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigits(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** {@code urn:uuid:} and 36 characters, letters in lower case. */
    static boolean isUuid(String text) {
        String prefix = "urn:uuid:";
        if (!text.startsWith(prefix) || text.length() != prefix.length() + 36) {
            return false;
        }
        for (int i = 0; i < 36; i++) {
            char c = text.charAt(prefix.length() + i);
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            boolean hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
            if (dash ? c != '-' : !hex) {
                return false;
            }
        }
        return true;
    }

    /** Groups of four; padding only at the end; white space anywhere. */
    static boolean isBase64(String text) {
        int letters = 0;
        int padding = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isSpace(c)) {
                continue;
            }
            if (c == '=') {
                padding++;
            } else if (padding > 0 || !isBase64Letter(c)) {
                return false;
            } else {
                letters++;
            }
        }
        return letters > 0 && padding <= 2 && (letters + padding) % 4 == 0;
    }

    private static boolean isBase64Letter(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '+'
                || c == '/';
    }

    /** {@code hh:mm:ss} with an optional fraction and no offset. */
    static boolean isTime(String text) {
        return text.length() >= 8
                && isBelow(text, 0, 24)
                && text.charAt(2) == ':'
                && isBelow(text, 3, 60)
                && text.charAt(5) == ':'
                && isBelow(text, 6, 61)
                && isFraction(text.substring(8));
    }

    private static boolean isBelow(String text, int at, int bound) {
        int tens = text.charAt(at) - '0';
        int ones = text.charAt(at + 1) - '0';
        return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 && tens * 10 + ones < bound;
    }

    private static boolean isFraction(String text) {
        return text.isEmpty()
                || (text.length() > 1 && text.charAt(0) == '.' && isDigits(text.substring(1)));
    }
}
