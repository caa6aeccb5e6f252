package org.yunzhen.mappings.code;

/** Through whom a number of a slot may be taken. */
public enum QuotaChannel implements Coded {
    PUBLIC("public", "公众预约", "Public"),
    FAMILY_DOCTOR("family-doctor", "家庭医生团队", "Family-doctor team"),
    ELDERLY("elderly", "老年人优先", "Elderly"),
    ADD_ON("add-on", "医生加号", "Added by the doctor");

    /** The system of these codes. */
    public static final String SYSTEM = Coded.BASE + "quota-channel";

    private final Term term;

    QuotaChannel(String code, String zh, String en) {
        term = new Term(SYSTEM, code, zh, en);
    }

    @Override
    public Term term() {
        return term;
    }
}
