package org.yunzhen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TourIT {
    private static final Pattern FENCE =
            Pattern.compile("^```[a-z]*\\R(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern STATUS = Pattern.compile("^HTTP/\\S+ (\\d{3})", Pattern.MULTILINE);

    /** Every curl fails the script unless it is answered 2xx. */
    private static final String STRICT =
            """
            set -euo pipefail
            curl() { command curl --fail --show-error --max-time 60 "$@"; }
            """;

    @Test
    void a_reader_can_paste_the_tour_of_the_readme_and_see_it_work() throws Exception {
        run("readme", section("README.md", "## Look around"));
    }

    @Test
    void a_reader_can_paste_the_manual_from_booking_to_dispensing_and_see_it_work()
            throws Exception {
        StringBuilder pages = new StringBuilder();
        for (String page : List.of("app-developer", "doctor", "pharmacy")) {
            String shown = blocks(read("src/site/manual/" + page + ".md"));
            assertThat(blocks(read("src/site/manual/" + page + ".zh.md")))
                    .as("the commands of both languages of " + page)
                    .isEqualTo(shown);
            pages.append(shown);
        }
        String seen = run("manual", pages.toString());
        assertThat(seen.lines())
                .contains("booked", "in-progress", "ready", "complete", "completed");
    }

    private static String run(String name, String commands) throws Exception {
        assertThat(commands).as(name).contains("curl ");
        Path folder = SharedService.folder(name);
        Path script = folder.resolve("commands.sh");
        String base = SharedService.get().base();
        Files.writeString(script, STRICT + commands.replace("http://127.0.0.1:8080", base));
        Path output = folder.resolve("output");
        Process bash =
                new ProcessBuilder("bash", script.toString())
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        int ended = bash.waitFor();
        String seen = Files.readString(output);
        assertThat(ended).as(seen).isZero();
        assertThat(STATUS.matcher(seen).results().map(found -> found.group(1)))
                .as(seen)
                .allMatch(status -> status.startsWith("2"));
        return seen;
    }

    /** The commands between a heading and the next of its rank. */
    private static String section(String file, String heading) throws IOException {
        String text = read(file);
        int from = text.indexOf(heading);
        assertThat(from).as(heading + " in " + file).isNotNegative();
        int next = text.indexOf("\n## ", from + heading.length());
        return blocks(text.substring(from, next < 0 ? text.length() : next));
    }

    private static String blocks(String text) {
        Matcher blocks = FENCE.matcher(text);
        return blocks.results().map(block -> block.group(1)).collect(Collectors.joining());
    }

    private static String read(String file) throws IOException {
        return Files.readString(Path.of(System.getProperty("yunzhen.root", "../..")).resolve(file));
    }
}
