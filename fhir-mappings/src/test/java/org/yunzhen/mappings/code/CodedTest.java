package org.yunzhen.mappings.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CodedTest {

    static Stream<Class<? extends Coded>> codeSystems() {
        return Stream.of(
                MedicineCategory.class,
                MedicineMark.class,
                InsuranceClass.class,
                VisitKind.class,
                TriageOutcome.class,
                QuotaChannel.class,
                AllergyGroup.class,
                InsuranceType.class,
                MedicalType.class,
                PersonnelType.class,
                FundType.class,
                CertificateType.class,
                ChargeItemLevel.class);
    }

    @ParameterizedTest
    @MethodSource("codeSystems")
    void a_code_is_unique_in_its_system_and_said_in_both_languages(Class<? extends Coded> type) {
        Coded[] codes = type.getEnumConstants();
        assertThat(codes).extracting(Coded::code).doesNotHaveDuplicates().doesNotContain("");
        assertThat(codes).extracting(Coded::system).containsOnly(codes[0].system());
        assertThat(codes)
                .allSatisfy(
                        code -> {
                            assertThat(code.display(Language.ZH)).containsPattern("\\p{IsHan}");
                            assertThat(code.display(Language.EN)).matches("\\p{ASCII}+");
                        });
    }

    @Test
    void no_two_code_systems_share_a_uri() {
        assertThat(codeSystems().map(type -> type.getEnumConstants()[0].system()))
                .doesNotHaveDuplicates()
                .allMatch(uri -> uri.startsWith(Coded.BASE));
    }

    @Test
    void a_code_is_found_by_what_is_stored() {
        assertThat(Coded.find(QuotaChannel.class, "family-doctor"))
                .contains(QuotaChannel.FAMILY_DOCTOR);
        assertThat(Coded.find(FundType.class, "310200")).contains(FundType.PERSONAL_ACCOUNT);
        assertThat(Coded.find(VisitKind.class, "FOLLOW_UP")).isEmpty();
        assertThat(Coded.find(VisitKind.class, null)).isEmpty();
    }

    @Test
    void a_code_is_a_fhir_coding() {
        assertThat(VisitKind.FOLLOW_UP.coding(Language.ZH))
                .hasToString(
                        "{\"system\":\"https://yunzhen.example/fhir/CodeSystem/visit-kind\","
                                + "\"code\":\"follow-up\",\"display\":\"复诊\"}");
        assertThat(VisitKind.FOLLOW_UP.concept(Language.EN).path("text").asText())
                .isEqualTo("Follow-up visit");
    }

    @Test
    void every_level_of_a_charge_item_is_an_insurance_class() {
        assertThat(Arrays.stream(ChargeItemLevel.values()).map(InsuranceClass::of))
                .containsExactly(InsuranceClass.values());
    }

    @Test
    void health_advice_alone_never_leads_to_a_diagnosis() {
        assertThat(VisitKind.values())
                .filteredOn(kind -> !kind.allowsDiagnosis())
                .containsExactly(VisitKind.HEALTH_ADVICE);
    }
}
