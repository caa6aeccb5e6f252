package org.yunzhen.hospital.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.yunzhen.mappings.code.Language;

/**
 * A table of the guide. Its first columns are what the code says; further ones are written by hand,
 * and go with the first cell of their row.
 */
final class GuideTable {
    private static final String BETWEEN = " | ";

    private final String name;
    private final Map<String, List<String>> rows = new LinkedHashMap<>();

    GuideTable(String name) {
        this.name = name;
    }

    /** One more row; its first cell is that of no other. */
    void row(String... cells) {
        List<String> escaped = Arrays.stream(cells).map(cell -> cell.replace("|", "\\|")).toList();
        assertThat(rows.put(escaped.get(0), escaped)).as(name + " " + cells[0]).isNull();
    }

    /** Fails when a page has other rows, or one of whose further columns nothing is said. */
    void isShownIn(String page) {
        List<String> shown = GuidePages.block(page, "table " + name).lines().toList();
        int columns = cells(shown.get(0)).size();
        Map<String, List<String>> written = new HashMap<>();
        shown.stream()
                .skip(2)
                .map(GuideTable::cells)
                .forEach(cells -> written.put(cells.get(0), cells));
        StringBuilder wanted = new StringBuilder();
        shown.stream().limit(2).forEach(line -> wanted.append(line).append('\n'));
        List<String> unsaid = new ArrayList<>();
        rows.forEach(
                (key, held) -> {
                    List<String> cells = new ArrayList<>(held);
                    List<String> before = written.getOrDefault(key, List.of());
                    for (int i = held.size(); i < columns; i++) {
                        String said = i < before.size() ? before.get(i) : "";
                        cells.add(said);
                        if (said.isBlank()) {
                            unsaid.add(key);
                        }
                    }
                    wanted.append("| ").append(String.join(BETWEEN, cells)).append(" |\n");
                });
        GuidePages.require(page, "table " + name, wanted.toString());
        assertThat(unsaid).as("rows of %s in %s that lack a text", name, page).isEmpty();
    }

    private static List<String> cells(String line) {
        return List.of(line.substring(2, line.length() - 2).split(" \\| ", -1));
    }

    /** On the page of both languages. */
    static void isShown(String page, Function<Language, GuideTable> table) {
        List<AssertionError> failed = new ArrayList<>();
        for (Language language : Language.values()) {
            try {
                table.apply(language).isShownIn(GuidePages.named(page, language));
            } catch (AssertionError error) {
                failed.add(error);
            }
        }
        assertThat(failed).isEmpty();
    }

    /** As code in a page. */
    static String code(String text) {
        return "`" + text + "`";
    }
}
