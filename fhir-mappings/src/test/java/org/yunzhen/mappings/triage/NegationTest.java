package org.yunzhen.mappings.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a denial reaches and what it does not; in doubt the red flag stands. */
class NegationTest {
    private static final Triage TRIAGE = new Triage(TriageRules.load());
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 30);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "没有胸痛",
                "不胸痛",
                "胸口不疼",
                "胸口一点也不疼",
                "无胸痛",
                "否认胸痛",
                "没有胸口痛",
                "没有明显的胸痛",
                "没有感觉到胸痛",
                "没胸痛",
                "从来没有胸痛",
                "咳嗽,没有胸痛,也没有咯血",
                "否认胸痛、晕厥、抽搐",
                "没有胸痛或者呼吸困难",
                "没有胸痛和晕厥",
                "无胸闷胸痛",
                "无发热胸痛",
                "胸痛:无",
                "胸痛(-)",
                "胸痛没有,就是有点累",
                "没有胸痛",
                "沒有胸痛",
                "没有吐血、便血",
                "没有想过自杀",
                "我不会自杀",
                "没有摔过,没有大出血",
                "不抽搐",
                "没晕倒过",
                "三天没有胸痛了"
            })
    void a_denied_red_flag_in_chinese_raises_no_emergency(String text) {
        assertThat(assess(text)).isNotInstanceOf(TriageAnswer.Emergency.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "胸痛,没有发烧",
                "没有发烧,胸痛",
                "没有发烧但是胸痛",
                "没有发烧 胸痛",
                "没有发烧、胸痛三天了",
                "没有发烧胸口疼",
                "没发烧胸痛",
                "不发烧胸痛",
                "不知道为什么胸痛",
                "不是没有胸痛",
                "并不是没有胸痛",
                "胸痛没有缓解",
                "没有胸痛缓解的迹象",
                "胸痛没有减轻",
                "胸痛一直没好",
                "没有一天不胸痛",
                "无时无刻不胸痛",
                "不停地胸痛",
                "不但胸痛,还出汗",
                "不仅仅是胸痛",
                "无缘无故胸痛",
                "无明显诱因胸痛",
                "没有吃饭胸痛",
                "没睡好,胸痛",
                "没有力气,胸痛",
                "胸口不知道怎么了疼",
                "胸口说不出来的疼",
                "是不是胸痛就要去急诊,我现在胸痛",
                "以前没有胸痛,现在有",
                "没有以前那么胸痛了",
                "不想活了",
                "叫不醒",
                "血止不住",
                "喘不上气"
            })
    void a_denial_of_something_else_in_chinese_leaves_the_red_flag_standing(String text) {
        assertThat(assess(text)).isInstanceOf(TriageAnswer.Emergency.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no chest pain",
                "No chest pain.",
                "denies chest pain",
                "patient denies any chest pain",
                "without chest pain",
                "I don't have chest pain",
                "I dont have any chest pain",
                "she doesn't have chest pain",
                "I haven't had any chest pain",
                "never had chest pain",
                "my chest doesn't hurt",
                "my chest is not painful",
                "cough, no chest pain or shortness of breath",
                "cough with no chest pain, shortness of breath, or fever",
                "no chest pain/shortness of breath",
                "denies chest pain or syncope",
                "chest pain: none",
                "I'm not suicidal",
                "no thoughts of suicide",
                "not short of breath",
                "isn't having any trouble breathing",
                "no signs of stroke"
            })
    void a_denied_red_flag_in_english_raises_no_emergency(String text) {
        assertThat(assess(text)).isNotInstanceOf(TriageAnswer.Emergency.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chest pain without fever",
                "chest pain, no fever",
                "no fever, chest pain since morning",
                "no fever but chest pain",
                "no fever and chest pain",
                "chest pain, not getting better",
                "chest pain is not getting better",
                "no relief from the chest pain",
                "no chest pain relief",
                "not sure why I have chest pain",
                "I don't know why my chest hurts",
                "not only chest pain but sweating",
                "no idea why but chest pain",
                "it's not that I don't have chest pain",
                "never without chest pain",
                "not without chest pain",
                "no doubt it is chest pain",
                "can't breathe",
                "I don't want to live",
                "the bleeding won't stop",
                "he is not breathing"
            })
    void a_denial_of_something_else_in_english_leaves_the_red_flag_standing(String text) {
        assertThat(assess(text)).isInstanceOf(TriageAnswer.Emergency.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "我爸爸去年心梗过,我想体检",
                "外公前年中风走的",
                "小时候得过抽搐,想咨询",
                "有心梗家族史",
                "history of seizures as a child",
                "my father had a stroke last year",
                "family history of heart attack"
            })
    void what_is_clearly_long_past_or_the_family_s_raises_no_emergency(String text) {
        assertThat(assess(text)).isNotInstanceOf(TriageAnswer.Emergency.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "我爸爸刚才突然嘴歪了",
                "从去年开始一直胸痛",
                "以前胸痛过,今天又痛了",
                "以前有胃病胸口痛",
                "去年心梗过,现在胸口痛",
                "以前自杀过",
                "昨天晕倒过",
                "history of heart attack and my chest hurts",
                "had a stroke last year, now my face is drooping",
                "chest pain for the last year",
                "I used to get angina, it came back"
            })
    void a_past_that_goes_on_returns_or_is_a_risk_in_itself_raises_an_emergency(String text) {
        assertThat(assess(text)).isInstanceOf(TriageAnswer.Emergency.class);
    }

    private TriageAnswer assess(String text) {
        return TRIAGE.assess(Complaint.of(text), TODAY);
    }
}
