package org.yunzhen.hospital.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yunzhen.mappings.code.Language;

/**
 * The pages of the implementation guide. What of them repeats the code stands between {@code <!--
 * KIND NAME -->} and {@code <!-- end -->}; {@code -Dguide=write} writes it there anew.
 */
final class GuidePages {
    static final Path FOLDER = Path.of("..", "src", "site", "guide");
    private static final String END = "<!-- end -->";

    private GuidePages() {}

    /** The names of all pages, those in Chinese among them. */
    static List<String> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name of a page in a language. */
    static String named(String page, Language language) {
        return page + language.pick(".zh.md", ".md");
    }

    static String read(String page) {
        try {
            return Files.readString(FOLDER.resolve(page));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a page shows between the marks of a block. */
    static String block(String page, String mark) {
        String begin = "<!-- " + mark + " -->\n";
        Matcher block =
                Pattern.compile(Pattern.quote(begin) + "(.*?)" + END, Pattern.DOTALL)
                        .matcher(read(page));
        assertThat(block.find()).as(begin.strip() + " in " + page).isTrue();
        return block.group(1);
    }

    /** Fails when a page shows something else between the marks; or writes it there. */
    static void require(String page, String mark, String wanted) {
        String shown = block(page, mark);
        if (!"write".equals(System.getProperty("guide"))) {
            assertThat(shown).as("%s of %s; -Dguide=write", mark, page).isEqualTo(wanted);
            return;
        }
        String begin = "<!-- " + mark + " -->\n";
        String text = read(page).replace(begin + shown + END, begin + wanted + END);
        try {
            Files.writeString(FOLDER.resolve(page), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
