package org.yunzhen.mappings.code;

/** The kinds of an online visit. */
public enum VisitKind implements Coded {
    FOLLOW_UP("follow-up", "复诊", "Follow-up visit"),
    HEALTH_ADVICE("health-advice", "健康咨询", "Health advice"),
    JOINT_CONSULTATION("joint-consultation", "远程会诊", "Joint consultation"),
    REMOTE_DIAGNOSIS("remote-diagnosis", "远程诊断", "Remote diagnosis");

    /** The system of these codes. */
    public static final String SYSTEM = Coded.BASE + "visit-kind";

    private final Term term;

    VisitKind(String code, String zh, String en) {
        term = new Term(SYSTEM, code, zh, en);
    }

    /**
     * Whether diagnosis and prescription can come of it at all. Health advice cannot (rule R01); a
     * follow-up moreover needs its evidence confirmed, which is a matter of the visit.
     */
    public boolean allowsDiagnosis() {
        return this != HEALTH_ADVICE;
    }

    @Override
    public Term term() {
        return term;
    }
}
