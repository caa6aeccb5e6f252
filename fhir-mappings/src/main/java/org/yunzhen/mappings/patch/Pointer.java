package org.yunzhen.mappings.patch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * JSON Pointer (RFC 6901).
 *
 * @param tokens from the root down, without their escapes
 */
record Pointer(List<String> tokens) {
    private static final int INDEX_DIGITS_MAX = 9;

    /** Reads a pointer; null when it is none. */
    static Pointer parse(String text) {
        if (!text.isEmpty() && text.charAt(0) != '/') {
            return null;
        }
        List<String> tokens = new ArrayList<>();
        String[] parts = text.split("/", -1);
        for (int i = 1; i < parts.length; i++) {
            if (!isEscaped(parts[i])) {
                return null;
            }
            tokens.add(parts[i].replace("~1", "/").replace("~0", "~"));
        }
        return new Pointer(List.copyOf(tokens));
    }

    /** Whether 0 or 1 follows each tilde. */
    private static boolean isEscaped(String token) {
        for (int at = token.indexOf('~'); at >= 0; at = token.indexOf('~', at + 1)) {
            char next = at + 1 < token.length() ? token.charAt(at + 1) : ' ';
            if (next != '0' && next != '1') {
                return false;
            }
        }
        return true;
    }

    boolean isRoot() {
        return tokens.isEmpty();
    }

    int size() {
        return tokens.size();
    }

    String last() {
        return tokens.get(tokens.size() - 1);
    }

    Pointer parent() {
        return new Pointer(tokens.subList(0, tokens.size() - 1));
    }

    /** Whether it leads to something within what the other leads to. */
    boolean isBelow(Pointer other) {
        return size() > other.size() && tokens.subList(0, other.size()).equals(other.tokens);
    }

    /** The last token as the index of an array, or -1. */
    int lastAsIndex() {
        return index(last());
    }

    /** What it leads to in a document, or null. */
    JsonNode in(JsonNode document) {
        JsonNode found = document;
        for (String token : tokens) {
            if (found == null) {
                return null;
            }
            found = found.isArray() ? found.get(index(token)) : found.get(token);
        }
        return found;
    }

    private static int index(String token) {
        boolean index = token.matches("0|[1-9][0-9]*") && token.length() <= INDEX_DIGITS_MAX;
        return index ? Integer.parseInt(token) : -1;
    }
}
