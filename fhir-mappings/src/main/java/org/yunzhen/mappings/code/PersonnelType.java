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

    private final String code;
    private final String zh;
    private final String en;

    PersonnelType(String code, String zh, String en) {
        this.code = code;
        this.zh = zh;
        this.en = en;
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
