package org.yunzhen.mappings.code;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Texts that stand in the source as a table, one {@code key = text} a line, so that whoever
 * translates or proofreads sees one language whole and no code.
 */
public final class TextTable {

    private static final String SEPARATOR = " = ";

    private TextTable() {}

    /**
     * Reads the table in its order.
     *
     * @throws IllegalStateException if a line has no separator or a key stands twice
     */
    public static Map<String, String> read(String table) {
        Map<String, String> texts = new LinkedHashMap<>();
        table.lines().filter(line -> !line.isBlank()).forEach(line -> add(texts, line));
        return texts;
    }

    private static void add(Map<String, String> texts, String line) {
        int at = line.indexOf(SEPARATOR);
        if (at < 0) {
            throw new IllegalStateException("No '" + SEPARATOR + "' in the line: " + line);
        }
        String key = line.substring(0, at).strip();
        if (texts.put(key, line.substring(at + SEPARATOR.length()).strip()) != null) {
            throw new IllegalStateException("The key stands twice: " + key);
        }
    }
}
