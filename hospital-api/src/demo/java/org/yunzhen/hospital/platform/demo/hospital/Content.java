package org.yunzhen.hospital.platform.demo.hospital;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the demo's content files: tabs between fields, lines with {@code #} above the header, read
 * by column name. Their form is in the README beside them.
 */
final class Content {
    private static final String NONE = "-";

    /** A line of a file, its fields by column name. */
    record Line(Map<String, String> fields) {
        /** The text of a column; {@code -} stands for none. */
        String text(String column) {
            String text = fields.get(column);
            if (text == null) {
                throw new IllegalStateException("no column " + column);
            }
            return text;
        }

        boolean has(String column) {
            return !text(column).equals(NONE);
        }

        /** The texts of a column that are parted by a space. */
        List<String> list(String column) {
            return has(column) ? List.of(text(column).split(" ")) : List.of();
        }

        boolean isYes(String column) {
            return text(column).equals("Y");
        }
    }

    private Content() {}

    /** The lines of a file by its name without ending. */
    static List<Line> read(String name) {
        String path = "demo/" + name + ".tsv";
        try (InputStream in = Content.class.getClassLoader().getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("the build holds no " + path);
            }
            return lines(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Line> lines(BufferedReader reader) throws IOException {
        List<Line> lines = new ArrayList<>();
        String[] header = null;
        String text;
        while ((text = reader.readLine()) != null) {
            if (header == null && text.startsWith("#") || text.isEmpty()) {
                continue;
            }
            String[] fields = text.split("\t", -1);
            if (header == null) {
                header = fields;
            } else {
                lines.add(line(header, fields));
            }
        }
        return lines;
    }

    private static Line line(String[] header, String[] fields) {
        Map<String, String> byName = new LinkedHashMap<>();
        for (int i = 0; i < header.length; i++) {
            byName.put(header[i], fields[i]);
        }
        return new Line(byName);
    }
}
