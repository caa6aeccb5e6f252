package org.yunzhen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        String tour = tour("README.md", "## Look around");
        assertThat(tour).as("the tour").contains("curl ");
        Path folder = SharedService.folder("tour");
        Path script = folder.resolve("tour.sh");
        String base = SharedService.get().base();
        Files.writeString(script, STRICT + tour.replace("http://127.0.0.1:8080", base));
        Path output = folder.resolve("tour.out");
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
    }

    /** The fenced blocks between a heading and the next of its rank. */
    private static String tour(String file, String heading) throws IOException {
        Path root = Path.of(System.getProperty("yunzhen.root", "../.."));
        String text = Files.readString(root.resolve(file));
        int from = text.indexOf(heading);
        assertThat(from).as(heading + " in " + file).isNotNegative();
        int next = text.indexOf("\n## ", from + heading.length());
        Matcher blocks = FENCE.matcher(text.substring(from, next < 0 ? text.length() : next));
        return blocks.results().map(block -> block.group(1)).collect(Collectors.joining());
    }
}
