package org.yunzhen.mappings.code;

/** The kinds of an online visit. */
public enum VisitKind implements Coded {
    FOLLOW_UP("follow-up", "复诊", "Follow-up visit"),
    HEALTH_ADVICE("health-advice", "健康咨询", "Health advice"),
    JOINT_CONSULTATION("joint-consultation", "远程会诊", "Joint consultation"),
    REMOTE_DIAGNOSIS("remote-diagnosis", "远程诊断", "Remote diagnosis");

    /** The system of these codes. */
    public static final String SYSTEM = Coded.BASE + "visit-kind";

    private final String code;
    private final String zh;
    private final String en;

    VisitKind(String code, String zh, String en) {
        this.code = code;
        this.zh = zh;
        this.en = en;
    }

    /**
     * Whether diagnosis and prescription can come of it at all. Health advice cannot (rule R01); a
     * follow-up moreover needs its evidence confirmed, which is a matter of the visit.
     */
    public boolean allowsDiagnosis() {
        return this != HEALTH_ADVICE;
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
