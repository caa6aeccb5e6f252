package org.yunzhen.mappings.code;

/** Other marks of a medicine, which rules of prescribing ask for by their codes. */
public enum MedicineMark implements Coded {
    PRESCRIPTION_ONLY("prescription-only", "处方药", "Prescription only"),
    OTC("otc", "非处方药", "Over the counter"),
    SPECIAL_STORAGE("special-storage", "需冷链或特殊储存", "Cold chain or other special storage"),
    PREGNANCY_CAUTION("pregnancy-caution", "孕妇慎用", "Caution in pregnancy"),
    PREGNANCY_FORBIDDEN("pregnancy-forbidden", "孕妇禁用", "Forbidden in pregnancy"),
    PAEDIATRIC_WEIGHT("paediatric-weight", "儿童按体重给药", "Dose of children by weight"),
    HERBAL_PIECE("herbal-piece", "中药饮片", "Herbal piece");

    /** The system of these codes. */
    public static final String SYSTEM = Coded.BASE + "medicine-mark";

    private final Term term;

    MedicineMark(String code, String zh, String en) {
        term = new Term(SYSTEM, code, zh, en);
    }

    @Override
    public Term term() {
        return term;
    }
}
