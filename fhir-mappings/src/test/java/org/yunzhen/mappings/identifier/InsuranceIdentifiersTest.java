package org.yunzhen.mappings.identifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class InsuranceIdentifiersTest {

    @Test
    void an_institution_is_a_hospital_or_a_pharmacy_of_a_region() {
        FixmedinsCode hospital = new FixmedinsCode("H51040200001");
        assertThat(hospital.isPharmacy()).isFalse();
        assertThat(hospital.region()).isEqualTo("510402");
        assertThat(new FixmedinsCode("P51040200001").isPharmacy()).isTrue();
        assertThat(FixmedinsCode.parse("X51040200001")).isEmpty();
        assertThat(FixmedinsCode.parse("H5104020001")).isEmpty();
        assertThat(FixmedinsCode.parse("H5104020000１")).isEmpty();
    }

    @Test
    void a_doctor_is_D_and_twelve_digits_and_a_pharmacist_HY_and_twelve() {
        assertThat(new DoctorCode("D510402000001").region()).isEqualTo("510402");
        assertThat(DoctorCode.parse("510402000001")).isEmpty();
        assertThat(DoctorCode.parse("D51040200001")).isEmpty();
        assertThat(PharmacistCode.parse("HY110000000001")).isPresent();
        assertThat(PharmacistCode.parse("H1100000000010")).isEmpty();
    }

    @Test
    void a_drug_says_its_kind_and_category() {
        DrugCode drug = new DrugCode("XJ01XDT045A001010104642");
        assertThat(drug.kind()).isEqualTo(DrugCode.Kind.WESTERN);
        assertThat(drug.category()).contains("J01XD");
        assertThat(new DrugCode("XN01BBA064B002010178765").category()).contains("N01BB");
        assertThat(new DrugCode("T001500123").kind()).isEqualTo(DrugCode.Kind.HERBAL_PIECES);
        assertThat(new DrugCode("T001500123").category()).isEqualTo(Optional.empty());
        assertThat(DrugCode.parse("XJ01XDT045A00101010464")).isEmpty();
        assertThat(DrugCode.parse("AJ01XDT045A001010104642")).isEmpty();
    }

    @Test
    void a_package_has_twenty_digits_to_be_traced_by() {
        assertThat(DrugTraceCode.parse("81234567890123456789")).isPresent();
        assertThat(DrugTraceCode.parse("8123456789012345678")).isEmpty();
    }

    @Test
    void an_insured_persons_number_is_short_plain_and_never_shown_whole() {
        PersonNumber number = new PersonNumber("51000051200000012345");
        assertThat(number).hasToString("****************2345");
        assertThat(new PersonNumber("123")).hasToString("*23");
        assertThat(PersonNumber.parse("1".repeat(31))).isEmpty();
        assertThat(PersonNumber.parse("12-34")).isEmpty();
        assertThatThrownBy(() -> new PersonNumber("51-000051")).hasMessageNotContaining("000051");
    }
}
