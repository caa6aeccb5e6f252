package org.yunzhen.mappings.code;

/** The class in which the medical-insurance catalogue pays for a medicine or a service. */
public enum InsuranceClass implements Coded {
    A("A", "甲类", "Class A: paid in full by policy"),
    B("B", "乙类", "Class B: a first share is paid by the person"),
    C("C", "丙类（自费）", "Class C: paid by the person");

    /** The system of these codes. */
    public static final String SYSTEM = Coded.BASE + "insurance-class";

    private final Term term;

    InsuranceClass(String code, String zh, String en) {
        term = new Term(SYSTEM, code, zh, en);
    }

    /** The class that the platform's {@code chrgitm_lv} means. */
    public static InsuranceClass of(ChargeItemLevel level) {
        return switch (level) {
            case A -> A;
            case B -> B;
            case C -> C;
        };
    }

    @Override
    public Term term() {
        return term;
    }
}
