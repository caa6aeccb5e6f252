package org.yunzhen.mappings.validate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NarrativeTextTest {
    private static String div(String content) {
        return "<div xmlns=\"http://www.w3.org/1999/xhtml\">" + content + "</div>";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "中文",
                "<p>体温 &lt; 38 &#8451;</p>",
                "<table border='1'><tr><td colspan=\"2\">a</td></tr></table>",
                "a<br/>b<br />c",
                "<!-- note --><b>x</b>",
                "<img src=\"#photo\" alt=\"x\"/>",
                "<a href=\"https://example.org/a:b\">x</a>",
                "<a href=\"ftp://example.org/a\">x</a>",
                "<a href=\"/relative:path\">x</a>",
                "<span style=\"color: red\">x</span>"
            })
    void plain_formatting_is_accepted(String content) {
        assertThat(NarrativeText.breach(div(content))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<p onclick=\"x()\">a</p>",
                "<a href=\"javascript:x()\">a</a>",
                "<a href=\" java&#115;cript:x()\">a</a>",
                "<a href=\"&#106;&#97;vascript:x()\">a</a>",
                "<a href=\"ftpx:x\">a</a>",
                "<a href=\"data:text/html,x\">a</a>",
                "<p style=\"background:url(http://a)\">a</p>",
                "<iframe src=\"http://a\">a</iframe>",
                "<form>a</form>",
                "<object>a</object>",
                "<p>a",
                "<b><i>a</b></i>",
                "a & b",
                "a <",
                "<p class=x>a</p>",
                "<![CDATA[a]]>",
                "<?xml version='1.0'?>a",
                "<!-- a -- b -->x",
                "</div><div>x",
                " ",
                "<p></p>"
            })
    void what_is_active_broken_or_empty_is_refused(String content) {
        assertThat(NarrativeText.breach(div(content))).isNotNull();
    }

    @Test
    void the_root_is_a_div_of_the_xhtml_namespace_and_nothing_follows_it() {
        assertThat(NarrativeText.breach("text")).isNotNull();
        assertThat(NarrativeText.breach("<div>x</div>")).isEqualTo("xmlns");
        assertThat(NarrativeText.breach(div("x") + "y")).isNotNull();
        assertThat(NarrativeText.breach(div("x") + "\n")).isNull();
    }

    /** A pattern that tries all ways to fail would not come back from these. */
    @Test
    void hostile_lengths_are_refused_without_delay() {
        assertThat(NarrativeText.breach(div("<p " + "a=\"b\" ".repeat(50_000) + "<"))).isNotNull();
        assertThat(NarrativeText.breach(div("<!--" + "- ".repeat(200_000)))).isNotNull();
        assertThat(NarrativeText.breach(div("<p>".repeat(100_000)))).isNotNull();
        assertThat(NarrativeText.breach(div("<!-- " + "-a".repeat(900_000)))).isNotNull();
        assertThat(NarrativeText.breach(div("<p " + "a='b' ".repeat(300_000) + "/"))).isNotNull();
    }
}
