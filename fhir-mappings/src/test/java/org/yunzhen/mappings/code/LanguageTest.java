package org.yunzhen.mappings.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | EN",
                "en-GB,en;q=0.9 | EN",
                "zh-CN,zh;q=0.9,en;q=0.8 | ZH",
                "zh;q=0.5, en;q=0.9 | EN",
                "fr, en;q=0.2 | EN",
                "fr | ZH",
                "en;q=0, zh | ZH",
                "* | ZH"
            })
    void the_most_wished_of_the_two_languages_is_taken(String header, Language wished) {
        assertThat(Language.preferred(header)).isEqualTo(wished);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"en;q=zwei", ";;;", "e\u0000n", "中文"})
    void a_missing_or_malformed_wish_means_chinese(String header) {
        assertThat(Language.preferred(header)).isEqualTo(Language.ZH);
    }

    @Test
    void a_header_without_end_is_not_parsed() {
        assertThat(Language.preferred("en," + "fr,".repeat(10_000))).isEqualTo(Language.ZH);
    }

    @Test
    void a_locale_that_is_not_english_is_answered_in_chinese() {
        assertThat(Language.of(Locale.UK)).isEqualTo(Language.EN);
        assertThat(Language.of(Locale.CHINA)).isEqualTo(Language.ZH);
        assertThat(Language.of(Locale.ROOT)).isEqualTo(Language.ZH);
    }

    @Test
    void a_table_of_texts_says_where_it_is_wrong() {
        assertThat(TextTable.read("a = x = y\n\nb = z")).containsEntry("a", "x = y").hasSize(2);
        assertThatThrownBy(() -> TextTable.read("a: x")).hasMessageContaining("a: x");
        assertThatThrownBy(() -> TextTable.read("a = x\na = y")).hasMessageContaining("a");
    }
}
