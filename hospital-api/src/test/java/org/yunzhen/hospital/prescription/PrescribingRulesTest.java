package org.yunzhen.hospital.prescription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yunzhen.mappings.code.Language;
import org.yunzhen.mappings.refusal.Issue;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;
import org.yunzhen.mappings.rule.Rule;

class PrescribingRulesTest {
    @Test
    void an_ordinary_prescription_has_no_findings() {
        assertThat(SampleDraft.of("S-AMLO", "S-STAT").findings()).isEmpty();
    }

    @Test
    void without_a_diagnosis_nothing_is_prescribed_by_R15() {
        assertThat(SampleDraft.of("S-AMLO").diagnosed(false).findings())
                .containsExactly("diagnosis-missing R15");
    }

    @Test
    void a_drug_that_no_diagnosis_indicates_needs_a_reason_by_R15() {
        assertThat(SampleDraft.of("S-METF").findings())
                .containsExactly("indication-missing R15 overridable");
        assertThat(SampleDraft.of("S-METF").diagnosed(true, "E11.9").findings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "narcotic",
                "psychotropic-1",
                "psychotropic-2",
                "toxic",
                "radioactive",
                "precursor",
                "high-risk"
            })
    void specially_managed_drugs_are_never_prescribed_online_by_R19(String category) {
        assertThat(SampleDraft.of("S-" + category).findings())
                .containsExactly("drug-forbidden-online R19");
    }

    @Test
    void a_drug_outside_the_catalogue_is_not_prescribed() {
        assertThat(SampleDraft.of("S-NONE").findings()).containsExactly("drug-unknown");
    }

    @Test
    void antimicrobials_are_prescribed_by_grade_and_title_by_R28() {
        assertThat(SampleDraft.of("S-AMOX").by("住院医师").findings()).isEmpty();
        assertThat(SampleDraft.of("S-LEVO").by("住院医师").findings())
                .containsExactly("antimicrobial-grade R28");
        assertThat(SampleDraft.of("S-LEVO").by("Attending Physician").findings()).isEmpty();
        assertThat(SampleDraft.of("S-MERO").by("主任医师").findings())
                .containsExactly("antimicrobial-grade R28");
    }

    @Test
    void a_child_under_six_needs_guardian_and_physician_by_R20() {
        assertThat(SampleDraft.of("S-AMLO").aged(5).with(true, true).findings()).isEmpty();
        for (SampleDraft alone :
                List.of(
                        SampleDraft.of("S-AMLO").aged(5).with(true, false),
                        SampleDraft.of("S-AMLO").aged(5).with(false, true),
                        SampleDraft.of("S-AMLO").aged(0))) {
            assertThat(alone.findings()).containsExactly("child-unaccompanied R20");
        }
        assertThat(SampleDraft.of("S-AMLO").aged(6).findings()).isEmpty();
    }

    @Test
    void a_prescription_is_valid_for_three_days_at_most_by_R21() {
        assertThat(SampleDraft.of("S-AMLO").valid(1).findings()).isEmpty();
        assertThat(SampleDraft.of("S-AMLO").valid(4).findings())
                .containsExactly("validity-too-long R21");
    }

    @Test
    void more_than_seven_days_need_a_reason_and_end_at_the_drugs_own_limit_by_R22() {
        assertThat(new SampleDraft().drug("S-COMBI", 8, "5", "p1").findings())
                .containsExactly("supply-too-long R22 overridable");
        assertThat(new SampleDraft().drug("S-COMBI", 28, "5", "p1").findings())
                .containsExactly("supply-too-long R22 overridable");
        assertThat(new SampleDraft().drug("S-AMOX", 8, "5", "p1").findings())
                .containsExactly("supply-too-long R22");
    }

    @Test
    void boxes_that_outlast_the_days_that_are_said_by_a_whole_box_need_a_reason_by_R22() {
        assertThat(new SampleDraft().boxes("S-AMLO", 2, 7, "5").findings()).isEmpty();
        assertThat(new SampleDraft().boxes("S-AMLO", 2, 6, "5").findings()).isEmpty();
        assertThat(new SampleDraft().boxes("S-AMLO", 2, 5, "5").findings())
                .containsExactly("quantity-exceeds-days R22 overridable");
        assertThat(new SampleDraft().boxes("S-AMLO", 2, 5, "0.005", "g").findings())
                .containsExactly("quantity-exceeds-days R22 overridable");
        List<Issue> found = new SampleDraft().boxes("S-AMLO", 40, 7, "10").issues();
        assertThat(found.get(0).text(Language.EN))
                .isEqualTo(
                        "What is prescribed of '样品S-AMLO amlodipine' lasts 100 days by its dose,"
                                + " and 7 days are said");
    }

    @Test
    void more_than_four_weeks_are_for_chronic_diseases_and_eligible_drugs_by_R23_and_R24() {
        assertThat(new SampleDraft().drug("S-AMLO", 84, "5", "p1").findings())
                .containsExactly("supply-too-long R22 overridable");
        assertThat(new SampleDraft().drug("S-AMLO", 85, "5", "p1").findings())
                .containsExactly("supply-too-long R22", "long-term-too-long R23");
        assertThat(new SampleDraft().drug("S-STAT", 29, "5", "p1").findings())
                .containsExactly("supply-too-long R22 overridable", "long-term-unsuitable R24");
        assertThat(
                        new SampleDraft()
                                .drug("S-AMLO", 29, "5", "p1")
                                .diagnosed(false, "I10")
                                .findings())
                .containsExactly("supply-too-long R22 overridable", "long-term-unsuitable R24");
    }

    @Test
    void five_drugs_stand_on_one_prescription_and_herbs_on_another_by_R26() {
        assertThat(SampleDraft.of("S-AMLO", "S-1", "S-2", "S-3", "S-4").findings()).isEmpty();
        assertThat(SampleDraft.of("S-AMLO", "S-1", "S-2", "S-3", "S-4", "S-STAT").findings())
                .containsExactly("too-many-drugs R26");
        assertThat(SampleDraft.of("S-HERB1", "S-HERB2").findings()).isEmpty();
        assertThat(SampleDraft.of("S-HERB1", "S-AMLO").findings())
                .containsExactly("herbs-apart R26");
    }

    @Test
    void a_prescription_is_for_one_patient_by_R26() {
        assertThat(new SampleDraft().drug("S-AMLO", 7, "5", "another").findings())
                .containsExactly("other-patient R26");
    }

    @Test
    void what_the_patient_is_allergic_to_is_not_prescribed_whatever_the_reason() {
        assertThat(SampleDraft.of("S-AMOX").allergic("penicillin").findings())
                .containsExactly("allergy R27");
        assertThat(SampleDraft.of("S-STAT").allergic("atorvastatin").findings())
                .containsExactly("allergy R27");
        assertThat(SampleDraft.of("S-STAT").allergic("penicillin").findings()).isEmpty();
    }

    @Test
    void an_ingredient_stands_once_on_a_prescription_and_twice_only_with_a_reason() {
        assertThat(SampleDraft.of("S-AMLO", "S-COMBI").findings())
                .containsExactly("duplicate-ingredient R27");
        assertThat(SampleDraft.of("S-AMLO").takes("amlodipine").findings())
                .containsExactly("duplicate-ingredient R27 overridable");
        assertThat(SampleDraft.of("S-AMLO").takes("metformin").findings()).isEmpty();
    }

    @Test
    void a_childs_weight_is_known_before_a_drug_dosed_by_weight_by_R49() {
        assertThat(SampleDraft.of("S-PARA").aged(13).notWeighed().findings())
                .containsExactly("weight-missing R49");
        assertThat(SampleDraft.of("S-PARA").aged(13).findings()).isEmpty();
        assertThat(SampleDraft.of("S-PARA").aged(14).notWeighed().findings()).isEmpty();
        assertThat(SampleDraft.of("S-AMLO").aged(13).notWeighed().findings()).isEmpty();
    }

    @Test
    void pregnancy_is_known_for_women_of_fourteen_to_fifty_by_R49() {
        for (int age : new int[] {14, 50}) {
            assertThat(SampleDraft.of("S-AMLO").aged(age).woman().findings())
                    .containsExactly("pregnancy-unknown R49");
        }
        for (int age : new int[] {13, 51}) {
            assertThat(SampleDraft.of("S-AMLO").aged(age).woman().findings()).isEmpty();
        }
        assertThat(SampleDraft.of("S-AMLO").woman().says(Pregnancy.NONE, 0).findings()).isEmpty();
        assertThat(SampleDraft.of("S-AMLO").woman().says(Pregnancy.PREGNANT, 0).findings())
                .containsExactly("pregnancy-unknown R49");
        assertThat(SampleDraft.of("S-AMLO").woman().says(Pregnancy.PREGNANT, 20).findings())
                .isEmpty();
    }

    @Test
    void a_drug_forbidden_in_pregnancy_is_not_given_to_a_pregnant_woman() {
        assertThat(SampleDraft.of("S-PERI").woman().says(Pregnancy.PREGNANT, 20).findings())
                .containsExactly("contraindicated R27");
        assertThat(SampleDraft.of("S-PERI").woman().says(Pregnancy.LACTATING, 0).findings())
                .isEmpty();
    }

    @Test
    void a_drug_to_be_used_with_caution_in_pregnancy_needs_a_reason_then() {
        assertThat(SampleDraft.of("S-NIFE").woman().says(Pregnancy.PREGNANT, 20).findings())
                .containsExactly("pregnancy-caution R27 overridable");
        assertThat(SampleDraft.of("S-NIFE").woman().says(Pregnancy.NONE, 0).findings()).isEmpty();
    }

    @Test
    void more_than_the_highest_daily_dose_needs_a_reason() {
        assertThat(new SampleDraft().drug("S-AMLO", 7, "10", "p1").findings()).isEmpty();
        assertThat(new SampleDraft().drug("S-AMLO", 7, "10.001", "p1").findings())
                .containsExactly("dose-out-of-range R27 overridable");
    }

    @Test
    void what_several_instructions_say_is_taken_together() {
        assertThat(new SampleDraft().instructed("S-AMLO", "5", "5").findings()).isEmpty();
        assertThat(new SampleDraft().instructed("S-AMLO", "5", "500").findings())
                .containsExactly("dose-out-of-range R27 overridable");
    }

    @Test
    void a_daily_dose_in_another_unit_is_compared_where_the_units_can_be() {
        assertThat(new SampleDraft().boxes("S-AMLO", 1, 7, "0.01", "g").findings()).isEmpty();
        assertThat(new SampleDraft().boxes("S-AMLO", 1, 7, "0.011", "g").findings())
                .containsExactly("dose-out-of-range R27 overridable");
        assertThat(new SampleDraft().boxes("S-AMLO", 1, 7, "1", "mL").findings())
                .containsExactly("dose-out-of-range R27 overridable");
    }

    @Test
    void all_findings_are_shown_at_once() {
        assertThat(
                        SampleDraft.of("S-narcotic", "S-MERO")
                                .valid(9)
                                .allergic("penicillin")
                                .findings())
                .containsExactly(
                        "drug-forbidden-online R19",
                        "antimicrobial-grade R28",
                        "allergy R27",
                        "validity-too-long R21");
    }

    @Test
    void a_reason_lets_pass_what_its_own_rule_found_and_nothing_else() {
        List<Issue> found = new SampleDraft().drug("S-COMBI", 8, "5", "p1").issues();

        Findings reasoned = Findings.of(found, Map.of(Rule.R22, "travels for a month"));
        Findings otherwise = Findings.of(found, Map.of(Rule.R15, "travels for a month"));

        reasoned.refuseIfAny();
        assertThatThrownBy(otherwise::refuseIfAny)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused ->
                                assertThat(refused.refusal()).isEqualTo(Refusal.SUPPLY_TOO_LONG));
    }
}
