package org.yunzhen.mappings.code;

/** What triage may end in. */
public enum TriageOutcome implements Coded {
    DEPARTMENT("department", "建议科室", "Department suggested"),
    RED_FLAG("red-flag", "危急症状", "Red flag"),
    UNCLEAR("unclear", "无法判断", "Unclear");

    /** The system of these codes. */
    public static final String SYSTEM = Coded.BASE + "triage-outcome";

    private final String code;
    private final String zh;
    private final String en;

    TriageOutcome(String code, String zh, String en) {
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
