package org.yunzhen.mappings.code;

/** The platform's dictionary {@code psn_type}: as what a person is insured. */
public enum PersonnelType implements Coded {
    EMPLOYED("1101", "在职", "Employed"),
    CIVIL_SERVANT("1102", "公务员在职", "Civil servant"),
    RETIRED("1201", "退休", "Retired"),
    RETIRED_CADRE("1300", "离休", "Retired cadre"),
    NEWBORN("1401", "新生儿", "Newborn"),
    PRESCHOOL("1402", "学龄前儿童", "Preschool child"),
    PUPIL("1403", "中小学生", "Pupil"),
    STUDENT("1404", "大学生", "Student"),
    ADULT_RESIDENT("1501", "普通成年居民", "Adult resident"),
    ELDERLY_RESIDENT("16", "老年居民", "Elderly resident");

    /** The system of these codes. */
    public static final String SYSTEM = Coded.BASE + "nhsa-psn-type";

    private final Term term;

    PersonnelType(String code, String zh, String en) {
        term = new Term(SYSTEM, code, zh, en);
    }

    @Override
    public Term term() {
        return term;
    }
}
