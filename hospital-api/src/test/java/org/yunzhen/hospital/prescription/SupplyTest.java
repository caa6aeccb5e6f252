package org.yunzhen.hospital.prescription;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yunzhen.hospital.catalogue.Medicine;
import org.yunzhen.hospital.catalogue.Packaging;
import org.yunzhen.hospital.catalogue.SampleCatalogue;
import org.yunzhen.mappings.identifier.Systems;

/** How long packages last is told where dose and content can be compared, and nowhere else. */
class SupplyTest {
    private static final Medicine SAMPLE =
            new SampleCatalogue().medicine("home", "S-AMLO").orElseThrow();

    @ParameterizedTest(name = "{0} of {1} {2}, {3} {4} {5}: {6} days")
    @CsvSource({
        "2, 5 mg, tablet, 5, mg, QD, 20",
        "2, 5 mg, tablet, 10, mg, BID, 5",
        "2, 5 mg, tablet, 2.5, mg, BID, 10",
        "2, 80 mg/5 mg, tablet, 1, {tablet}, QD, 20",
        "2, 0.25 g, capsule, 0.5, g, TID, 3",
        "1, 100 mL, mL, 5, mL, BID, 1",
        "4, 70 mg, tablet, 70, mg, QW, 280",
        "2, 5 mg, tablet, 0.005, g, QD, 20",
        "2, 0.25 g, capsule, 500, mg, BID, 5",
        "2, 0.25 g, capsule, 600, mg, QD, 6",
        "2, 50 ug, tablet, 0.1, mg, QD, 10",
        "2, 50 ug, tablet, 50, \u00b5g, QD, 20",
        "2, 50 \u03bcg, tablet, 50, ug, QD, 20",
        "2, 50 mcg, tablet, 0.05, mg, QD, 20",
        "1, 100 mL, mL, 0.005, L, BID, 1",
        "1, 100 mL, mL, 5, ml, BID, 1",
        "2, 400 IU, capsule, 400, [IU], QD, 20",
        "2, 400 IU, capsule, 800, [iU], QD, 10",
        "2, 0.5 MIU, tablet, 500000, IU, QD, 20"
    })
    void packages_of_ten_last(
            int packages,
            String strength,
            String unit,
            String dose,
            String doseUnit,
            String times,
            int days) {
        Supply supply = of(strength, unit, dosage(dose, doseUnit, times, "")).orElseThrow();

        assertThat(supply.days(new BigDecimal(packages))).isEqualByComparingTo("" + days);
    }

    @ParameterizedTest(name = "{1} of {0}, {2} {3}")
    @CsvSource({
        "10 mg, ampoule, 5, mg",
        "2 mL:40 mg, ampoule, 40, mg",
        "5 mL:15 mg, mL, 1, {drop}",
        "80 mg/5 mg, tablet, 80, mg",
        "10 g, sachet, 3, g",
        "17.5 mg, patch, 2.5, mg",
        "5 mg, tablet, 0.005, L",
        "400 IU, capsule, 400, U",
        "400 IU, capsule, 10, ug",
        "5 mg, tablet, 5, mg{iron}",
        "1 {drop}, tablet, 1, {puff}",
        "5 mg, tablet, 5, 毫克的",
        "0 mg, tablet, 5, mg",
        "compound, tablet, 5, mg"
    })
    void of_what_cannot_be_compared_nothing_is_told(
            String strength, String unit, String dose, String doseUnit) {
        assertThat(of(strength, unit, dosage(dose, doseUnit, "QD", ""))).isEmpty();
    }

    @Test
    void a_dose_that_changes_or_is_taken_when_needed_says_nothing_of_days() {
        String steady = dosage("5", "mg", "QD", "");
        assertThat(of("5 mg", "tablet", steady)).isPresent();
        assertThat(of("5 mg", "tablet", steady + "," + dosage("10", "mg", "QD", ""))).isEmpty();
        String needed = dosage("5", "mg", "QD", ",\"asNeededBoolean\":true");
        assertThat(of("5 mg", "tablet", needed)).isEmpty();
        String pain = ",\"asNeededCodeableConcept\":{\"text\":\"头痛时\"}";
        assertThat(of("5 mg", "tablet", dosage("5", "mg", "QD", pain))).isEmpty();
    }

    @Test
    void it_exceeds_the_days_when_one_package_less_would_do() {
        Supply supply = of("5 mg", "tablet", dosage("5", "mg", "QD", "")).orElseThrow();

        assertThat(supply.exceeds(new BigDecimal(1), 1)).isFalse();
        assertThat(supply.exceeds(new BigDecimal(2), 11)).isFalse();
        assertThat(supply.exceeds(new BigDecimal(2), 10)).isTrue();
    }

    private static Optional<Supply> of(String strength, String unit, String dosages) {
        String request =
                """
                {"resourceType":"MedicationRequest",
                 "medicationCodeableConcept":{"coding":[{"system":"%s","code":"S-AMLO"}]},
                 "dosageInstruction":[%s],
                 "dispenseRequest":{"quantity":{"value":1},
                  "expectedSupplyDuration":{"value":7,"code":"d"}}}"""
                        .formatted(Systems.MEDICINE_CODE, dosages);
        return Supply.of(DraftLine.of(1, Ward.json(request)), medicine(strength, unit));
    }

    private static String dosage(String dose, String unit, String times, String more) {
        return """
               {"timing":{"code":{"text":"%s"}},
                "doseAndRate":[{"doseQuantity":{"value":%s,"code":"%s"}}]%s}"""
                .formatted(times, dose, unit, more);
    }

    /** Ten of a unit in a package. */
    private static Medicine medicine(String strength, String unit) {
        return new Medicine(
                "S-AMLO",
                "样品",
                "sample",
                strength,
                "剂型",
                "form",
                null,
                Set.of(),
                SAMPLE.insuranceClass(),
                SAMPLE.price(),
                new Packaging("盒", "box", "单位", unit, BigDecimal.TEN),
                null,
                Set.of(),
                Set.of(),
                null,
                null,
                84,
                Set.of(),
                List.of());
    }
}
