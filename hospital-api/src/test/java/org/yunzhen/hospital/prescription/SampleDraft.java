package org.yunzhen.hospital.prescription;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yunzhen.hospital.catalogue.Catalogue;
import org.yunzhen.hospital.catalogue.Medicine;
import org.yunzhen.hospital.catalogue.SampleCatalogue;
import org.yunzhen.mappings.identifier.Extensions;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.refusal.Issue;

/** A draft to which nothing can be said against, until a test makes it otherwise. */
final class SampleDraft {
    private static final Catalogue CATALOGUE = new SampleCatalogue();

    private final List<DraftLine> lines = new ArrayList<>();
    private int years = 47;
    private boolean female;
    private Set<String> diagnoses = Set.of("I10", "J01.9");
    private boolean chronic = true;
    private Set<String> allergies = Set.of();
    private Map<String, String> taking = Map.of();
    private boolean weighed = true;
    private int validityDays = 3;
    private boolean guardian;
    private boolean accompanied;
    private Pregnancy pregnancy = Pregnancy.UNKNOWN;
    private int weeks;
    private String title = "主治医师";

    static SampleDraft of(String... codes) {
        SampleDraft draft = new SampleDraft();
        for (String code : codes) {
            draft.drug(code, 7, "5", "p1");
        }
        return draft;
    }

    SampleDraft drug(String code, int days, String dailyMilligrams, String patient) {
        ObjectNode request = Fhir.resource("MedicationRequest");
        request.set("subject", Fhir.reference("Patient/" + patient));
        lines.add(
                new DraftLine(
                        lines.size() + 1,
                        request,
                        code,
                        BigDecimal.ONE,
                        days,
                        Dosages.of(new DailyDose(new BigDecimal(dailyMilligrams), "mg")),
                        Set.of()));
        return this;
    }

    /** A line as a doctor's app sends it: boxes, days, and a daily dose in mg. */
    SampleDraft boxes(String code, int packages, int days, String milligrams) {
        return boxes(code, packages, days, milligrams, "mg");
    }

    /** The same with a dose in any unit. */
    SampleDraft boxes(String code, int packages, int days, String dose, String unit) {
        return instructed(code, packages, days, instruction(dose, unit));
    }

    /** A line with several instructions, each of a dose in mg once a day. */
    SampleDraft instructed(String code, String... milligrams) {
        return instructed(
                code,
                1,
                7,
                Stream.of(milligrams)
                        .map(dose -> instruction(dose, "mg"))
                        .collect(Collectors.joining(",")));
    }

    private SampleDraft instructed(String code, int packages, int days, String dosages) {
        String request =
                """
                {"resourceType":"MedicationRequest","subject":{"reference":"Patient/p1"},
                 "medicationCodeableConcept":{"coding":[{"system":"%s","code":"%s"}]},
                 "dosageInstruction":[%s],
                 "dispenseRequest":{"quantity":{"value":%d,"unit":"盒"},
                  "expectedSupplyDuration":{"value":%d,"code":"d"}}}"""
                        .formatted(Systems.MEDICINE_CODE, code, dosages, packages, days);
        lines.add(DraftLine.of(lines.size() + 1, Ward.json(request)));
        return this;
    }

    private static String instruction(String dose, String unit) {
        return """
        {"timing":{"code":{"text":"QD"}},"doseAndRate":[{"doseQuantity":{"value":%s,"code":"%s"}}]}"""
                .formatted(dose, unit);
    }

    SampleDraft aged(int age) {
        this.years = age;
        return this;
    }

    SampleDraft woman() {
        this.female = true;
        return this;
    }

    SampleDraft diagnosed(boolean chronicDisease, String... codes) {
        this.diagnoses = Set.of(codes);
        this.chronic = chronicDisease;
        return this;
    }

    SampleDraft allergic(String key) {
        return allergic(Set.of(key));
    }

    SampleDraft allergic(Set<String> keys) {
        this.allergies = keys;
        return this;
    }

    SampleDraft takes(String ingredient) {
        this.taking = Map.of(ingredient, "另一药");
        return this;
    }

    SampleDraft notWeighed() {
        this.weighed = false;
        return this;
    }

    SampleDraft valid(int days) {
        this.validityDays = days;
        return this;
    }

    SampleDraft with(boolean guardianPresent, boolean physician) {
        this.guardian = guardianPresent;
        this.accompanied = physician;
        return this;
    }

    SampleDraft says(Pregnancy status, int gestationalWeeks) {
        this.pregnancy = status;
        this.weeks = gestationalWeeks;
        return this;
    }

    SampleDraft by(String doctorsTitle) {
        this.title = doctorsTitle;
        return this;
    }

    /** What the rules find: code, rule, and whether a reason would help. */
    List<String> findings() {
        return issues().stream()
                .map(
                        issue ->
                                issue.refusal().code()
                                        + issue.rule().map(rule -> " " + rule).orElse("")
                                        + (issue.overridable() ? " overridable" : ""))
                .toList();
    }

    List<Issue> issues() {
        return PrescribingRules.findings(draft());
    }

    private Draft draft() {
        PrescribingWish wish =
                new PrescribingWish(
                        "e1",
                        List.copyOf(lines),
                        Map.of(),
                        validityDays,
                        guardian,
                        null,
                        pregnancy,
                        weeks);
        return new Draft(wish, facts(), medicines(), prescriber(), accompanied);
    }

    private PatientFacts facts() {
        return new PatientFacts(
                Fhir.resource("Patient").put("id", "p1"),
                years,
                female,
                List.of(),
                diagnoses,
                chronic,
                allergies,
                taking,
                weighed);
    }

    private Map<String, Medicine> medicines() {
        Map<String, Medicine> medicines = new HashMap<>();
        lines.forEach(
                line ->
                        CATALOGUE
                                .medicine("home", line.code())
                                .ifPresent(medicine -> medicines.put(line.code(), medicine)));
        return medicines;
    }

    private ObjectNode prescriber() {
        ObjectNode practitioner = Fhir.resource("Practitioner");
        practitioner
                .putArray("extension")
                .addObject()
                .put("url", Extensions.PROFESSIONAL_TITLE)
                .putObject("valueCodeableConcept")
                .put("text", title);
        return practitioner;
    }
}
