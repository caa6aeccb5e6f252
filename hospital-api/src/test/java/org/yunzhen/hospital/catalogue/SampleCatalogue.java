package org.yunzhen.hospital.catalogue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yunzhen.mappings.code.InsuranceClass;
import org.yunzhen.mappings.code.MedicineCategory;
import org.yunzhen.mappings.money.Money;

/** A small catalogue that tests know by heart; to be installed in place of the hospital's own. */
public class SampleCatalogue extends Catalogue {
    private static final Set<MedicineCategory> ORDINARY = Set.of();
    private static final Set<MedicineCategory> LONG_TERM =
            Set.of(MedicineCategory.LONG_TERM_ELIGIBLE);

    private static final Map<String, Medicine> MEDICINES =
            Stream.of(
                            one("S-AMLO", "amlodipine", LONG_TERM, "-", 84, "10", "-", "I10"),
                            one(
                                    "S-PERI",
                                    "perindopril",
                                    LONG_TERM,
                                    "pregnancy-forbidden",
                                    84,
                                    "8",
                                    "ace-inhibitor",
                                    "I10"),
                            one(
                                    "S-COMBI",
                                    "perindopril+amlodipine",
                                    ORDINARY,
                                    "-",
                                    28,
                                    "20",
                                    "-",
                                    "I10"),
                            anti(
                                    "S-AMOX",
                                    "amoxicillin",
                                    MedicineCategory.ANTIMICROBIAL_NON_RESTRICTED,
                                    7),
                            anti(
                                    "S-LEVO",
                                    "levofloxacin",
                                    MedicineCategory.ANTIMICROBIAL_RESTRICTED,
                                    7),
                            anti("S-MERO", "meropenem", MedicineCategory.ANTIMICROBIAL_SPECIAL, 0),
                            never("narcotic", MedicineCategory.NARCOTIC),
                            never("psychotropic-1", MedicineCategory.PSYCHOTROPIC_1),
                            never("psychotropic-2", MedicineCategory.PSYCHOTROPIC_2),
                            never("toxic", MedicineCategory.TOXIC),
                            never("radioactive", MedicineCategory.RADIOACTIVE),
                            never("precursor", MedicineCategory.PRECURSOR),
                            never("high-risk", MedicineCategory.HIGH_RISK),
                            one(
                                    "S-PARA",
                                    "paracetamol",
                                    ORDINARY,
                                    "paediatric-weight",
                                    7,
                                    "2000",
                                    "-",
                                    "I10"),
                            one("S-METF", "metformin", LONG_TERM, "-", 84, "2000", "-", "E11"),
                            one("S-STAT", "atorvastatin", ORDINARY, "-", 84, "80", "-", "I10"),
                            one(
                                    "S-NIFE",
                                    "nifedipine",
                                    LONG_TERM,
                                    "pregnancy-caution",
                                    84,
                                    "60",
                                    "-",
                                    "I10"),
                            one(
                                    "S-HERB1",
                                    "astragalus",
                                    ORDINARY,
                                    "herbal-piece",
                                    7,
                                    "30",
                                    "-",
                                    "I10"),
                            one(
                                    "S-HERB2",
                                    "angelica",
                                    ORDINARY,
                                    "herbal-piece",
                                    7,
                                    "30",
                                    "-",
                                    "I10"),
                            amoxicillin(),
                            one("S-1", "one", ORDINARY, "-", 7, "10", "-", "I10"),
                            one("S-2", "two", ORDINARY, "-", 7, "10", "-", "I10"),
                            one("S-3", "three", ORDINARY, "-", 7, "10", "-", "I10"),
                            one("S-4", "four", ORDINARY, "-", 7, "10", "-", "I10"))
                    .collect(Collectors.toMap(Medicine::code, Function.identity()));

    public SampleCatalogue() {
        super(
                tenant ->
                        new CatalogueRows.Current(
                                MEDICINES,
                                Map.of(
                                        "I10",
                                        new Diagnosis("I10", "高血压", "Hypertension", true, true)),
                                Map.of(),
                                Map.of()));
    }

    private static Medicine anti(String code, String inn, MedicineCategory grade, int days) {
        return one(code, inn, Set.of(grade), "-", days, "6000", "penicillin", "J01");
    }

    private static Medicine never(String name, MedicineCategory category) {
        return one("S-" + name, name + "-drug", Set.of(category), "-", 0, "100", "-", "I10");
    }

    /** As a hospital's catalogue has it, with all the names and codes of a product. */
    private static Medicine amoxicillin() {
        return new Medicine(
                "M0279",
                "阿莫西林胶囊",
                "Amoxicillin",
                "0.25 g",
                "胶囊剂",
                "capsule",
                "J01CA04",
                Set.of("amoxicillin"),
                InsuranceClass.A,
                Money.ofFen(640),
                Packaging.of("24 粒/盒", "24 capsules/box", "粒", "capsule", new BigDecimal(24)),
                "XJ01CAA764A009017990279",
                Set.of(MedicineCategory.ANTIMICROBIAL_NON_RESTRICTED),
                Set.of(),
                new BigDecimal(6000),
                "mg",
                7,
                Set.of("penicillin"),
                List.of("J01"));
    }

    private static Medicine one(
            String code,
            String ingredients,
            Set<MedicineCategory> categories,
            String flag,
            int days,
            String dailyMilligrams,
            String allergy,
            String indication) {
        return new Medicine(
                code,
                "样品" + code,
                ingredients,
                "5 mg",
                "片剂",
                "tablet",
                null,
                Set.of(ingredients.split("\\+")),
                InsuranceClass.A,
                Money.ofFen(1000),
                Packaging.of("5 片/盒", "5 tablets/box", "片", "tablet", new BigDecimal(5)),
                null,
                categories,
                Set.of(flag),
                new BigDecimal(dailyMilligrams),
                "mg",
                days,
                Set.of(allergy),
                List.of(indication));
    }
}
