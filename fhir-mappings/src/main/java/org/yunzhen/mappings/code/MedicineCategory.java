package org.yunzhen.mappings.code;

/**
 * What the law or the catalogue says of a medicine beyond what it is made of; a medicine may have
 * several. Which of them may be prescribed how is decided by the rule sets, not here.
 */
public enum MedicineCategory implements Coded {
    ANTIMICROBIAL_NON_RESTRICTED(
            "antimicrobial-non-restricted", "非限制使用级抗菌药物", "Antimicrobial, non-restricted"),
    ANTIMICROBIAL_RESTRICTED("antimicrobial-restricted", "限制使用级抗菌药物", "Antimicrobial, restricted"),
    ANTIMICROBIAL_SPECIAL("antimicrobial-special", "特殊使用级抗菌药物", "Antimicrobial, special grade"),
    NARCOTIC("narcotic", "麻醉药品", "Narcotic drug"),
    PSYCHOTROPIC_1("psychotropic-1", "第一类精神药品", "Psychotropic drug, class I"),
    PSYCHOTROPIC_2("psychotropic-2", "第二类精神药品", "Psychotropic drug, class II"),
    TOXIC("toxic", "医疗用毒性药品", "Toxic drug for medical use"),
    RADIOACTIVE("radioactive", "放射性药品", "Radioactive drug"),
    PRECURSOR("precursor", "药品类易制毒化学品", "Precursor chemical"),
    LONG_TERM_ELIGIBLE("long-term-eligible", "可开长期处方", "Eligible for long-term prescription"),
    HIGH_RISK("high-risk", "高风险药品", "High-risk drug");

    /** The system of these codes. */
    public static final String SYSTEM = Coded.BASE + "medicine-category";

    private final Term term;

    MedicineCategory(String code, String zh, String en) {
        term = new Term(SYSTEM, code, zh, en);
    }

    @Override
    public Term term() {
        return term;
    }
}
