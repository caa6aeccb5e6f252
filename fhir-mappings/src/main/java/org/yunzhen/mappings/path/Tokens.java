package org.yunzhen.mappings.path;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words and signs of a path, read one after the other. */
final class Tokens {
    private static final Pattern TOKEN =
            Pattern.compile(
                    "\\s*+('(?:[^'\\\\]|\\\\.)*+'|[0-9]++(?:\\.[0-9]++)?|[$%]?[A-Za-z_][A-Za-z0-9_]*+"
                            + "|`[^`]*+`|<=|>=|!=|[-+&|=<>().,])\\s*+");

    private final List<String> tokens = new ArrayList<>();
    private int at;

    Tokens(String path) {
        Matcher token = TOKEN.matcher(path);
        int end = 0;
        while (end < path.length()) {
            if (!token.region(end, path.length()).lookingAt()) {
                throw new IllegalArgumentException("no FHIRPath that is known here: " + path);
            }
            tokens.add(token.group(1));
            end = token.end();
        }
    }

    /** The next one without taking it; empty at the end. */
    String peek() {
        return at < tokens.size() ? tokens.get(at) : "";
    }

    String take() {
        String token = peek();
        at++;
        return token;
    }

    /** Takes the next one if it is that. */
    boolean takes(String token) {
        boolean is = peek().equals(token);
        at += is ? 1 : 0;
        return is;
    }

    void expect(String token) {
        if (!takes(token)) {
            throw new IllegalArgumentException(token + " expected, found " + peek());
        }
    }
}
