package org.yunzhen.mappings.code;

/** What triage may end in. */
public enum TriageOutcome implements Coded {
    DEPARTMENT("department", "建议科室", "Department suggested"),
    RED_FLAG("red-flag", "危急症状", "Red flag"),
    UNCLEAR("unclear", "无法判断", "Unclear");

    /** The system of these codes. */
    public static final String SYSTEM = Coded.BASE + "triage-outcome";

    private final Term term;

    TriageOutcome(String code, String zh, String en) {
        term = new Term(SYSTEM, code, zh, en);
    }

    @Override
    public Term term() {
        return term;
    }
}
