package org.yunzhen.mappings.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an answer quotes stands in the text as it was sent, however it was understood. */
class QuoteTest {
    private static final TriageRules RULES = TriageRules.load();
    private static final Triage TRIAGE = new Triage(RULES);
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 30);

    @ParameterizedTest
    @CsvSource({
        "膝盖疼半个月, 膝盖疼",
        "頭暈三天, 頭暈",
        "娃儿抽畜了, 抽畜",
        "胸口疼的厉害, 胸口疼",
        "我妈的波棱盖疼得很, 波棱盖疼",
        "My STOMACHE hurts, STOMACHE hurts"
    })
    void a_word_understood_as_another_is_quoted_as_it_was_written(String text, String quote) {
        assertThat(quotes(text)).contains(quote);
    }

    @ParameterizedTest
    @CsvSource({
        "冇得法，喘不赢，膝盖疼, 喘不赢",
        "他出不赢气了, 出不赢",
        "我的脚杆疼三天, 脚杆疼",
        "vomitin and a bad stomache, vomitin",
        "vomitin and a bad stomache, stomache",
        "mommy is unable to breathe at all, unable to breathe",
        "I could not breathe last night, could not breathe"
    })
    void a_word_understood_as_a_longer_or_shorter_one_is_quoted_whole(String text, String quote) {
        assertThat(quotes(text)).contains(quote);
    }

    @ParameterizedTest
    @CsvSource({
        "喘不赢喘不赢喘不赢，胸口疼, 胸口疼",
        "老汉儿老汉儿今早上胸口疼, 胸口疼",
        "ﷺ㎎½ﬁ胸口疼, 胸口疼",
        "daddy says she cannot sleep; her chest hurts, chest hurts"
    })
    void what_was_respelt_before_it_does_not_shift_a_quote(String text, String quote) {
        assertThat(quotes(text)).contains(quote);
    }

    @ParameterizedTest
    @CsvSource({
        "he has CHEST   Pain, CHEST   Pain",
        "ＣＨＥＳＴ　ＰＡＩＮ today, ＣＨＥＳＴ　ＰＡＩＮ",
        "I can’t breathe, can’t breathe",
        "血压１９０/１１０, １９０",
        "胸口\u200b疼, 胸口\u200b疼",
        "my kne\u0301e; her chest-pain, chest-pain"
    })
    void width_case_spaces_and_marks_are_quoted_as_they_were_typed(String text, String quote) {
        assertThat(quotes("  " + text + " ")).contains(quote);
    }

    @ParameterizedTest
    @CsvSource({
        "😀😀膝盖疼😀, 膝盖疼",
        "胸口😀好疼, 胸口😀好疼",
        "胸口👨‍👩‍👧疼，𠀀𠀀, 胸口👨‍👩‍👧疼",
        "胸口疼\u0301！, 胸口疼\u0301"
    })
    void signs_of_several_units_are_never_cut(String text, String quote) {
        assertThat(quotes(text)).contains(quote);
    }

    @ParameterizedTest
    @CsvSource({
        "胸口像针扎一样疼, 胸口像针扎",
        "我的磕膝头这几天走路就疼, 磕膝头这几天走路就疼",
        "My chest feels REALLY tight, chest feels REALLY tight"
    })
    void parts_that_stand_apart_are_quoted_with_what_is_between(String text, String quote) {
        assertThat(quotes(text)).contains(quote);
    }

    @ParameterizedTest
    @ValueSource(strings = {"examination.tsv", "held-out.tsv", "spoken.tsv"})
    void what_is_quoted_of_a_sentence_stands_in_it(String file) throws IOException {
        for (String sentence : sentences(file)) {
            for (String quote : quotes(sentence)) {
                assertThat(sentence).contains(quote);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"examination.tsv", "held-out.tsv", "spoken.tsv"})
    void what_is_said_before_a_sentence_changes_no_quote(String file) throws IOException {
        for (String sentence : sentences(file)) {
            assertThat(quotes("😀冇ﬁ㎎  。" + sentence)).isEqualTo(quotes(sentence));
        }
    }

    @Property(tries = 500)
    void characters_brought_to_one_form_one_by_one_are_what_they_are_all_at_once(
            @ForAll("joining") String text) {
        String withoutNumero = text.replace('№', '号');
        assertThat(Normalizing.of(Rewritten.asSent(text)).text)
                .isEqualTo(Normalizer.normalize(withoutNumero, Normalizer.Form.NFKC));
    }

    @Provide
    Arbitrary<String> joining() {
        return Arbitraries.oneOf(
                        Arbitraries.of("e", "\u0301", "\u0323", "か", "ﾞ", "ｶ", "ㄱ", "ㅏ", "ㄳ", "가"),
                        Arbitraries.of("ᄀ", "ᅡ", "ᆨ", "ে", "া", "ﷺ", "ﬁ", "①", "㎎", "😀", "\ufe0f"),
                        Arbitraries.strings().ofLength(2))
                .list()
                .ofMaxSize(12)
                .map(pieces -> String.join("", pieces));
    }

    @Property(tries = 500)
    void what_is_quoted_of_any_text_stands_in_it(@ForAll @StringLength(max = 200) String text) {
        // in a sentence of its own: a text that ends with 無 would deny it
        String full = text + "。磕膝头疼。" + text;

        assertThat(quotes(full)).isNotEmpty().allMatch(full::contains);
    }

    @Example
    void the_sign_of_a_number_denies_nothing() {
        assertThat(quotes("床位№磕膝头疼")).isNotEmpty();
    }

    @Example
    void long_hostile_texts_are_read_in_a_moment() {
        for (String piece : List.of("ﷺ", "e\u0301", "出不赢气", "can not ", "\u200b", "ㅏ", "喘不")) {
            String text = piece.repeat(10_000 / piece.length());
            assertThatNoException()
                    .as(piece)
                    .isThrownBy(
                            () ->
                                    assertTimeout(
                                            Duration.ofSeconds(2),
                                            () -> RULES.lexicon.read(text, TODAY)));
        }
    }

    private static List<String> sentences(String file) throws IOException {
        try (InputStream in = QuoteTest.class.getResourceAsStream("/content/triage/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split("\t", -1)[5])
                    .toList();
        }
    }

    private static List<String> quotes(String text) {
        TriageAnswer answer = TRIAGE.assess(Complaint.of(text), TODAY);
        Stream<List<String>> matched = Stream.empty();
        if (answer instanceof TriageAnswer.Emergency emergency) {
            matched = emergency.redFlags().stream().map(TriageAnswer.RedFlagFound::matched);
        } else if (answer instanceof TriageAnswer.Departments departments) {
            matched = departments.suggestions().stream().map(TriageAnswer.Suggestion::matched);
        }
        return matched.flatMap(List::stream).toList();
    }
}
