package org.yunzhen.mappings.code;

/** Through whom a number of a slot may be taken. */
public enum QuotaChannel implements Coded {
    PUBLIC("public", "公众预约", "Public"),
    FAMILY_DOCTOR("family-doctor", "家庭医生团队", "Family-doctor team"),
    ELDERLY("elderly", "老年人优先", "Elderly"),
    ADD_ON("add-on", "医生加号", "Added by the doctor");

    /** The system of these codes. */
    public static final String SYSTEM = Coded.BASE + "quota-channel";

    private final String code;
    private final String zh;
    private final String en;

    QuotaChannel(String code, String zh, String en) {
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
