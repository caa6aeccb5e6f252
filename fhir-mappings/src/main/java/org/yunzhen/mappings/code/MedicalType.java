package org.yunzhen.mappings.code;

/** The platform's dictionary {@code med_type}: what kind of care a bill is for. */
public enum MedicalType implements Coded {
    OUTPATIENT("11", "普通门诊", "Outpatient"),
    REGISTRATION("12", "门诊挂号", "Outpatient registration"),
    EMERGENCY("13", "急诊", "Emergency"),
    CHRONIC_DISEASE("14", "门诊慢特病", "Outpatient chronic and special disease"),
    ACCIDENT("19", "意外伤害门诊", "Outpatient accident"),
    INPATIENT("21", "普通住院", "Inpatient"),
    INPATIENT_TRANSFERRED("23", "转外住院", "Inpatient, transferred out"),
    EMERGENCY_ADMITTED("24", "急诊转住院", "Emergency, then admitted"),
    PHARMACY("41", "定点药店购药", "Purchase in a pharmacy"),
    MATERNITY_OUTPATIENT("51", "生育门诊", "Outpatient maternity"),
    MATERNITY_INPATIENT("52", "生育住院", "Inpatient maternity"),
    FAMILY_PLANNING("53", "计划生育手术", "Family-planning surgery");

    /** The system of these codes. */
    public static final String SYSTEM = Coded.BASE + "nhsa-med-type";

    private final Term term;

    MedicalType(String code, String zh, String en) {
        term = new Term(SYSTEM, code, zh, en);
    }

    @Override
    public Term term() {
        return term;
    }
}
