package org.yunzhen.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of text that can be printed for the eye or as Markdown; the first two columns are words. */
final class Table {
    private static final int WORD_COLUMNS = 2;

    private final List<List<String>> rows = new ArrayList<>();

    Table(String... header) {
        rows.add(List.of(header));
    }

    void add(List<String> row) {
        if (row.size() != rows.get(0).size()) {
            throw new IllegalStateException("a row of another width: " + row);
        }
        rows.add(List.copyOf(row));
    }

    String asText() {
        return rows.stream().map(this::line).collect(Collectors.joining("\n"));
    }

    private String line(List<String> row) {
        return IntStream.range(0, row.size())
                .mapToObj(column -> padded(row.get(column), column))
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }

    private String padded(String cell, int column) {
        int width = rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
        return (column < WORD_COLUMNS ? "%-" + width + "s" : "%" + width + "s").formatted(cell);
    }

    String asMarkdown() {
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            lines.add(row.stream().collect(Collectors.joining(" | ", "| ", " |")));
        }
        String rule =
                IntStream.range(0, rows.get(0).size())
                        .mapToObj(column -> column < WORD_COLUMNS ? "---" : "---:")
                        .collect(Collectors.joining(" | ", "| ", " |"));
        lines.add(1, rule);
        return String.join("\n", lines);
    }
}
