package org.yunzhen.mappings.code;

/** The class in which the medical-insurance catalogue pays for a medicine or a service. */
public enum InsuranceClass implements Coded {
    A("A", "甲类", "Class A: paid in full by policy"),
    B("B", "乙类", "Class B: a first share is paid by the person"),
    C("C", "丙类（自费）", "Class C: paid by the person");

    /** The system of these codes. */
    public static final String SYSTEM = Coded.BASE + "insurance-class";

    private final String code;
    private final String zh;
    private final String en;

    InsuranceClass(String code, String zh, String en) {
        this.code = code;
        this.zh = zh;
        this.en = en;
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
    public String system() {
        return SYSTEM;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String display(Language language) {
        return language.pick(zh, en);
    }
}
