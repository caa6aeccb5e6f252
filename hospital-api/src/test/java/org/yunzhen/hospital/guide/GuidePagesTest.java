package org.yunzhen.hospital.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The pages of the implementation guide as they lie there: two languages, and links that lead. */
class GuidePagesTest {
    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)[^)]*\\)");
    private static final Pattern SHAPE =
            Pattern.compile("^(?:#+ |```|<!-- .*|\\| --- .*)", Pattern.MULTILINE);
    private static final Pattern CODE = Pattern.compile("```.*?```", Pattern.DOTALL);

    @Test
    void both_languages_have_the_same_headings_tables_and_code() {
        for (String page : GuidePages.all()) {
            if (page.endsWith(".zh.md")) {
                continue;
            }
            String chinese = page.replace(".md", ".zh.md");
            assertThat(found(SHAPE, GuidePages.read(chinese)))
                    .as(chinese)
                    .isEqualTo(found(SHAPE, GuidePages.read(page)));
            assertThat(found(CODE, withoutHeld(GuidePages.read(chinese))))
                    .as("code of " + chinese)
                    .isEqualTo(found(CODE, withoutHeld(GuidePages.read(page))));
        }
    }

    /** What is refused is said in the language of the page. */
    private static String withoutHeld(String page) {
        return page.replaceAll("(?s)<!-- says .*?<!-- end -->", "");
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).toList();
    }

    @Test
    void its_links_lead_somewhere() {
        for (String page : GuidePages.all()) {
            for (MatchResult link : LINK.matcher(GuidePages.read(page)).results().toList()) {
                String target = link.group(1);
                if (!target.startsWith("http")) {
                    assertThat(Files.exists(GuidePages.FOLDER.resolve(target)))
                            .as(target + " in " + page)
                            .isTrue();
                }
            }
        }
    }
}
