package org.yunzhen.hospital.fhir;

import java.util.ArrayList;
import java.util.List;

/** Escapes in search values: a backslash before {@code , | $ \} (R4 section 3.1.1.5.7). */
final class Escapes {
    private Escapes() {}

    /** Splits at a separator that is not escaped; the parts keep their escapes. */
    static List<String> split(String value, char separator) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) == '\\') {
                i++;
            } else if (value.charAt(i) == separator) {
                parts.add(value.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(value.substring(start));
        return parts;
    }

    /** Where a character stands unescaped, or -1. */
    static int indexOf(String value, char wanted) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) == '\\') {
                i++;
            } else if (value.charAt(i) == wanted) {
                return i;
            }
        }
        return -1;
    }

    /** The value without its escapes. */
    static String plain(String value) {
        if (value.indexOf('\\') < 0) {
            return value;
        }
        StringBuilder plain = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean escapes = c == '\\' && i + 1 < value.length();
            plain.append(escapes ? value.charAt(++i) : c);
        }
        return plain.toString();
    }
}
