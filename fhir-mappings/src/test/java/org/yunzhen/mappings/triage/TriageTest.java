package org.yunzhen.mappings.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TriageTest {
    private static final TriageRules RULES = TriageRules.load();
    private static final Triage TRIAGE = new Triage(RULES);
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 30);

    @Test
    void an_emergency_names_r04_the_flag_the_words_and_120_in_both_languages() {
        TriageAnswer answer = assess(Complaint.of("突然胸口剧痛,出冷汗"));

        assertThat(answer)
                .asInstanceOf(type(TriageAnswer.Emergency.class))
                .satisfies(
                        emergency -> {
                            assertThat(emergency.rule()).isEqualTo("R04");
                            assertThat(emergency.redFlagId()).isEqualTo("chest-pain");
                            assertThat(emergency.rulesVersion()).isEqualTo(RULES.version());
                            assertThat(emergency.advice().zh()).contains("120");
                            assertThat(emergency.advice().en()).contains("120");
                            assertThat(emergency.redFlags().get(0).matched()).isNotEmpty();
                        });
    }

    @Test
    void all_red_flags_are_named_the_gravest_first() {
        TriageAnswer answer = assess(Complaint.of("胸痛,刚才晕倒了"));

        assertThat(answer)
                .asInstanceOf(type(TriageAnswer.Emergency.class))
                .extracting(e -> e.redFlags().stream().map(f -> f.redFlagId()).toList())
                .isEqualTo(List.of("loss-of-consciousness", "chest-pain"));
    }

    @Test
    void departments_come_with_the_rule_the_words_and_a_reason() {
        TriageAnswer.Suggestion first = firstOf(Complaint.of("膝盖疼半个月"));

        assertThat(first.departmentId()).isEqualTo("orthopaedics");
        assertThat(first.ruleId()).isEqualTo("joint-pain");
        assertThat(first.matched()).containsExactly("膝盖疼");
        assertThat(first.reason().zh()).isEqualTo("关节痛");
    }

    @Test
    void a_child_under_14_goes_to_paediatrics_first_and_at_14_no_longer() {
        Complaint cough = Complaint.of("咳嗽三天");

        assertThat(firstOf(cough.atYears(13)).departmentId()).isEqualTo("paediatrics");
        assertThat(firstOf(cough.atYears(14)).departmentId()).isEqualTo("respiratory");
    }

    @Test
    void in_pregnancy_obstetrics_comes_first() {
        Complaint cold = Complaint.of("怀孕五个月,感冒流鼻涕");

        assertThat(firstOf(cold.atYears(28).by(Sex.FEMALE)).departmentId()).isEqualTo("obgyn");
    }

    @Test
    void fever_is_an_emergency_below_three_months_only() {
        Complaint fever = Complaint.of("发烧38度");

        assertThat(assess(fever.atMonths(2))).isInstanceOf(TriageAnswer.Emergency.class);
        assertThat(assess(fever.atMonths(3))).isInstanceOf(TriageAnswer.Departments.class);
        assertThat(assess(fever)).isInstanceOf(TriageAnswer.Departments.class);
    }

    @Test
    void a_man_is_not_asked_about_pregnancy_nor_a_woman_about_testicles() {
        assertThat(assess(Complaint.of("睾丸疼").by(Sex.FEMALE)))
                .isNotInstanceOf(TriageAnswer.Emergency.class);
        assertThat(assess(Complaint.of("睾丸疼").by(Sex.MALE)))
                .isInstanceOf(TriageAnswer.Emergency.class);
        assertThat(assess(Complaint.of("月经不调").by(Sex.MALE)))
                .isInstanceOf(TriageAnswer.Unclear.class);
    }

    @Test
    void symptom_codes_count_like_words() {
        assertThat(assess(Complaint.of("").withCodes(List.of("chest-pain"))))
                .isInstanceOf(TriageAnswer.Emergency.class);
        assertThat(assess(Complaint.of("").withCodes(List.of("i21.4"))))
                .isInstanceOf(TriageAnswer.Emergency.class);
        assertThat(firstOf(Complaint.of("").withCodes(List.of("M54.5"))).departmentId())
                .isEqualTo("orthopaedics");
        assertThat(assess(Complaint.of("").withCodes(List.of("Q99.9"))))
                .isInstanceOf(TriageAnswer.Unclear.class);
    }

    @Test
    void what_nobody_understands_is_asked_back_with_a_department_by_age() {
        Complaint odd = Complaint.of("你好");

        assertThat(unclear(odd.atYears(5)).defaultDepartmentId()).isEqualTo("paediatrics");
        assertThat(unclear(odd.atYears(70)).defaultDepartmentId()).isEqualTo("geriatrics");
        assertThat(unclear(odd).defaultDepartmentId()).isEqualTo("tcm");
        assertThat(unclear(odd).question().zh()).isNotBlank();
        assertThat(unclear(odd).advice().zh()).contains("120");
    }

    @Test
    void width_case_script_and_spacing_make_no_difference_but_to_what_is_quoted() {
        assertLeadAlike("CHEST  PAIN", "chest pain");
        assertLeadAlike("ｃｈｅｓｔ　ｐａｉｎ", "chest pain");
        assertLeadAlike("頭暈", "头晕");
        assertLeadAlike("can’t breathe", "cant breathe");
    }

    @Test
    void numbers_are_read_with_their_unit() {
        assertThat(assess(Complaint.of("血压190/110"))).isInstanceOf(TriageAnswer.Emergency.class);
        assertThat(assess(Complaint.of("血压一百九"))).isInstanceOf(TriageAnswer.Emergency.class);
        assertThat(assess(Complaint.of("血压150/95"))).isInstanceOf(TriageAnswer.Departments.class);
        assertThat(assess(Complaint.of("血糖高2年了"))).isInstanceOf(TriageAnswer.Departments.class);
        assertThat(assess(Complaint.of("血糖2.1"))).isInstanceOf(TriageAnswer.Emergency.class);
    }

    @Test
    void limits_are_refused_when_the_complaint_is_made() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Complaint.of("痛".repeat(1_001)))
                .withMessageStartingWith("text");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Complaint.of("").withCodes(Collections.nCopies(51, "x")))
                .withMessageStartingWith("symptomCodes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Complaint.of("").atMonths(-1))
                .withMessageStartingWith("ageMonths");
    }

    private static void assertLeadAlike(String text, String other) {
        assertThat(assess(Complaint.of(text)))
                .usingRecursiveComparison()
                .ignoringFieldsMatchingRegexes(".*matched")
                .isEqualTo(assess(Complaint.of(other)));
    }

    private TriageAnswer.Suggestion firstOf(Complaint complaint) {
        TriageAnswer answer = assess(complaint);
        assertThat(answer).isInstanceOf(TriageAnswer.Departments.class);
        return ((TriageAnswer.Departments) answer).suggestions().get(0);
    }

    private TriageAnswer.Unclear unclear(Complaint complaint) {
        TriageAnswer answer = assess(complaint);
        assertThat(answer).isInstanceOf(TriageAnswer.Unclear.class);
        return (TriageAnswer.Unclear) answer;
    }

    private static TriageAnswer assess(Complaint complaint) {
        return TRIAGE.assess(complaint, TODAY);
    }
}
