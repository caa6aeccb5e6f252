package org.yunzhen.mappings.definition;

/**
 * A literal reference to a resource of this server: {@code Type/id} or {@code
 * Type/id/_history/version}.
 *
 * @param type what stands before the id; whether R4 has such a type is not checked
 * @param version null if the reference does not name one
 */
public record RelativeReference(String type, String id, String version) {
    private static final String HISTORY = "/_history/";

    /**
     * Reads a reference; null if the text is of another form (absolute, contained, conditional).
     */
    public static RelativeReference parse(String text) {
        int slash = text.indexOf('/');
        if (slash <= 0 || !isTypeName(text, slash)) {
            return null;
        }
        int history = text.indexOf(HISTORY, slash + 1);
        int end = history < 0 ? text.length() : history;
        if (!isId(text, slash + 1, end)) {
            return null;
        }
        String type = text.substring(0, slash);
        if (history < 0) {
            return new RelativeReference(type, text.substring(slash + 1), null);
        }
        int version = history + HISTORY.length();
        return isId(text, version, text.length())
                ? new RelativeReference(
                        type, text.substring(slash + 1, end), text.substring(version))
                : null;
    }

    private static boolean isTypeName(String text, int end) {
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            if (!letter || (i == 0 && c > 'Z')) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether the whole text is an id as R4 defines it: 1 to 64 of letters, digits, '-' and '.'.
     */
    public static boolean isId(String text) {
        return isId(text, 0, text.length());
    }

    private static boolean isId(String text, int from, int to) {
        if (to <= from || to - from > 64) {
            return false;
        }
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            boolean allowed =
                    (c >= 'a' && c <= 'z')
                            || (c >= 'A' && c <= 'Z')
                            || (c >= '0' && c <= '9')
                            || c == '-'
                            || c == '.';
            if (!allowed) {
                return false;
            }
        }
        return true;
    }
}
