package org.yunzhen.hospital.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * A state machine drawn from the enum that holds it, in Mermaid. {@code ARCHITECTURE.md} shows it
 * between {@code <!-- states NAME -->} and {@code <!-- end -->}; {@code -Dstates=write} writes it
 * there anew.
 */
public final class StateDrawing {
    private static final Path DOCUMENT = Path.of("..", "ARCHITECTURE.md");

    private final String drawing;

    private StateDrawing(List<String> lines) {
        drawing = "```mermaid\nstateDiagram-v2\n" + String.join("\n", lines) + "\n```\n";
    }

    /**
     * The drawing of a table that names its moves.
     *
     * @param starts the statuses in which something may begin; no table says so
     * @param after where a move leads from a status; it refuses where there is no such move
     */
    public static <S extends Enum<S>, M extends Enum<M>> StateDrawing ofMoves(
            Set<S> starts, S[] statuses, M[] moves, BiFunction<S, M, S> after) {
        Map<String, List<String>> arrows = new LinkedHashMap<>();
        for (S from : statuses) {
            for (M move : moves) {
                target(from, move, after)
                        .ifPresent(
                                to ->
                                        arrows.computeIfAbsent(
                                                        arrow(from, to), key -> new ArrayList<>())
                                                .add(move.name()));
            }
        }
        List<String> lines = starts(starts, statuses);
        arrows.forEach((arrow, names) -> lines.add(arrow + ": " + String.join(", ", names)));
        return new StateDrawing(lines);
    }

    /**
     * The drawing of a table that knows only where a status may go.
     *
     * @param next the statuses that may follow
     */
    public static <S extends Enum<S>> StateDrawing ofNext(
            Set<S> starts, S[] statuses, Function<S, Set<S>> next) {
        List<String> lines = starts(starts, statuses);
        for (S from : statuses) {
            next.apply(from).stream().sorted().forEach(to -> lines.add(arrow(from, to)));
        }
        return new StateDrawing(lines);
    }

    /** Fails with the wanted text when the document shows another drawing, or none. */
    public void isShownAs(String name) {
        try {
            String text = Files.readString(DOCUMENT);
            String begin = "<!-- states " + name + " -->\n";
            String end = "<!-- end -->";
            String shown = between(text, begin, end);
            if ("write".equals(System.getProperty("states"))) {
                Files.writeString(
                        DOCUMENT, text.replace(begin + shown + end, begin + drawing + end));
                return;
            }
            assertThat(shown).as("%s in ARCHITECTURE.md; -Dstates=write", name).isEqualTo(drawing);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String between(String text, String begin, String end) {
        Matcher block =
                Pattern.compile(Pattern.quote(begin) + "(.*?)" + end, Pattern.DOTALL).matcher(text);
        assertThat(block.find()).as(begin.strip() + " in ARCHITECTURE.md").isTrue();
        return block.group(1);
    }

    private static <S extends Enum<S>, M> Optional<S> target(
            S from, M move, BiFunction<S, M, S> after) {
        try {
            return Optional.of(after.apply(from, move));
        } catch (RefusedException noSuchMove) {
            return Optional.empty();
        }
    }

    private static <S extends Enum<S>> List<String> starts(Set<S> starts, S[] statuses) {
        return Arrays.stream(statuses)
                .filter(starts::contains)
                .map(status -> "    [*] --> " + word(status))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static String arrow(Enum<?> from, Enum<?> to) {
        return "    " + word(from) + " --> " + word(to);
    }

    /** A word Mermaid takes for a state; a status with a hyphen is written with an underscore. */
    private static String word(Enum<?> status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
