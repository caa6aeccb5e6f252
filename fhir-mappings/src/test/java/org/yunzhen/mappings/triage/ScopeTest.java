package org.yunzhen.mappings.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of others, of long ago or asked about in general, and what dialect means. */
class ScopeTest {
    private static final Triage TRIAGE = new Triage(TriageRules.load());
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 30);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "怎么预防心梗,我血脂有点高",
                "中风的前兆有哪些",
                "what should I do if somebody has a seizure",
                "how to prevent a stroke"
            })
    void what_is_only_asked_about_raises_no_emergency(String text) {
        assertThat(assess(text)).isNotInstanceOf(TriageAnswer.Emergency.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "胸口痛是不是心梗的前兆",
                "怎么预防心梗,我现在胸口痛",
                "会不会是中风,我妈嘴歪了",
                "my chest hurts, how do I prevent a heart attack"
            })
    void a_symptom_beside_the_question_raises_one(String text) {
        assertThat(assess(text)).isInstanceOf(TriageAnswer.Emergency.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "外公是心梗走的,我想查血脂",
                "my father had a heart attack and I want my cholesterol checked",
                "小时候高热惊厥过一次,现在流鼻涕"
            })
    void what_the_family_or_childhood_had_raises_no_emergency(String text) {
        assertThat(assess(text)).isNotInstanceOf(TriageAnswer.Emergency.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "我爸刚才心梗了",
                "my father had a stroke an hour ago",
                "my father had a stroke",
                "I think my dad had a stroke, what do I do",
                "my dad had a heart attack in 2010 and now my chest hurts"
            })
    void what_the_family_has_now_raises_one(String text) {
        assertThat(assess(text)).isInstanceOf(TriageAnswer.Emergency.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"右边肩膀抬不起来,三个月了", "frozen shoulder, can't lift my right arm for months"})
    void what_has_lasted_for_months_is_no_stroke(String text) {
        assertThat(assess(text)).isNotInstanceOf(TriageAnswer.Emergency.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "高血压二十年了,左手左脚没力",
                "右手没劲三个月,今天突然话也说不清",
                "had diabetes for years, suddenly can't lift my left arm"
            })
    void a_long_illness_beside_it_or_a_sudden_change_leaves_the_stroke(String text) {
        assertThat(assess(text)).isInstanceOf(TriageAnswer.Emergency.class);
    }

    @ParameterizedTest
    @CsvSource({
        "胸口痛得遭不住, chest-pain",
        "娃儿抽畜了, seizure",
        "老汉儿喊不答应, loss-of-consciousness",
        "出不赢气, dyspnoea",
        "he is unconcious, loss-of-consciousness",
        "I cannot breath, dyspnoea"
    })
    void dialect_and_typing_errors_are_understood(String text, String flag) {
        assertRaises(text, flag);
    }

    @ParameterizedTest
    @CsvSource({
        "量了三次都是210/125, hypertensive-crisis",
        "两百一比一百三, hypertensive-crisis",
        "血压隔五分钟量一次;都是二百三, hypertensive-crisis",
        "my reading is 225 over 130, hypertensive-crisis",
        "血糖仪显示HI, dka-signs"
    })
    void numbers_are_understood_by_their_form(String text, String flag) {
        assertRaises(text, flag);
    }

    @ParameterizedTest
    @ValueSource(strings = {"血压130/80,来开药", "血压吃药控制在120/70", "身高180,体重130", "做了2/3的康复"})
    void ordinary_numbers_raise_no_emergency(String text) {
        assertThat(assess(text)).isNotInstanceOf(TriageAnswer.Emergency.class);
    }

    private static void assertRaises(String text, String flag) {
        assertThat(assess(text))
                .asInstanceOf(type(TriageAnswer.Emergency.class))
                .extracting(TriageAnswer.Emergency::redFlagId)
                .isEqualTo(flag);
    }

    private static TriageAnswer assess(String text) {
        return TRIAGE.assess(Complaint.of(text), TODAY);
    }
}
