package org.yunzhen.mappings.code;

/**
 * The platform's dictionary {@code chrgitm_lv}: the catalogue class of a charged line. The codes
 * are known from the field; a province profile may differ.
 */
public enum ChargeItemLevel implements Coded {
    A("01", "甲类", "Class A"),
    B("02", "乙类", "Class B"),
    C("03", "丙类（自费）", "Class C");

    /** The system of these codes. */
    public static final String SYSTEM = Coded.BASE + "nhsa-chrgitm-lv";

    private final Term term;

    ChargeItemLevel(String code, String zh, String en) {
        term = new Term(SYSTEM, code, zh, en);
    }

    @Override
    public Term term() {
        return term;
    }
}
