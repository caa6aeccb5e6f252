package org.yunzhen.mappings.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.time.LocalDate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

class TriagePropertiesTest {
    private static final Triage TRIAGE = new Triage(TriageRules.load());
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 30);

    @Property(tries = 500)
    void any_text_has_an_answer(
            @ForAll @StringLength(max = 1_000) String text,
            @ForAll @IntRange(max = 1_800) int ageMonths) {
        assertThat(assess(Complaint.of(cut(text)).atMonths(ageMonths))).isNotNull();
    }

    @Property(tries = 100)
    void any_heap_of_known_words_has_an_answer_and_always_the_same(@ForAll("babble") String text) {
        Complaint complaint = Complaint.of(cut(text));

        assertThat(assess(complaint))
                .isEqualTo(new Triage(TriageRules.load()).assess(complaint, TODAY));
    }

    @Property(tries = 300)
    void a_denied_red_flag_beside_a_calm_complaint_never_makes_an_emergency(
            @ForAll("calm") String calm,
            @ForAll("negator") String negator,
            @ForAll("redFlag") String redFlag) {
        Complaint both = Complaint.of(calm + "," + negator + redFlag);

        assertThat(assess(both)).isNotInstanceOf(TriageAnswer.Emergency.class);
    }

    @Property(tries = 300)
    void a_red_flag_stands_whatever_else_is_denied(
            @ForAll("calm") String calm,
            @ForAll("negator") String negator,
            @ForAll("redFlag") String redFlag) {
        Complaint both = Complaint.of(redFlag + "," + negator + calm);

        assertThat(assess(both)).isInstanceOf(TriageAnswer.Emergency.class);
    }

    @Example
    void the_worst_texts_of_full_length_are_read_in_a_moment() {
        for (String piece : new String[] {"没有", "没有胸痛、", "胸", "去年胸痛", "不", "no ", "没有不"}) {
            String text = cut(piece.repeat(1_000));
            assertThatNoException()
                    .as(piece)
                    .isThrownBy(
                            () ->
                                    assertTimeout(
                                            Duration.ofSeconds(2),
                                            () -> assess(Complaint.of(text))));
        }
    }

    @Provide
    Arbitrary<String> babble() {
        return Arbitraries.of(
                        "没有", "不", "胸痛", "胸口", "疼", ",", "。", " ", "去年", "突然", "no ", "chest ",
                        "pain ", "or ", "不是", "有没有", "血压", "200", "三十九", "度", "孩子", "、", "以前",
                        "现在有", "(-)", "none", "'", "-", "出血", "怀孕", "𠀀")
                .list()
                .ofMaxSize(120)
                .map(pieces -> String.join("", pieces));
    }

    @Provide
    Arbitrary<String> calm() {
        return Arbitraries.of("咳嗽", "流鼻涕", "膝盖疼", "失眠", "便秘", "长痘痘", "嗓子疼", "拉肚子");
    }

    @Provide
    Arbitrary<String> negator() {
        return Arbitraries.of("没有", "无", "否认", "没有出现", "也没有", "没有任何", "并没有");
    }

    @Provide
    Arbitrary<String> redFlag() {
        return Arbitraries.of(
                "胸痛", "胸口痛", "呼吸困难", "吐血", "咯血", "晕厥", "抽搐", "自杀", "黑便", "大出血", "中毒", "昏迷", "嘴歪",
                "偏瘫");
    }

    private static String cut(String text) {
        int count = Math.min(text.codePointCount(0, text.length()), Complaint.MAX_TEXT);
        return text.substring(0, text.offsetByCodePoints(0, count));
    }

    private static TriageAnswer assess(Complaint complaint) {
        return TRIAGE.assess(complaint, TODAY);
    }
}
