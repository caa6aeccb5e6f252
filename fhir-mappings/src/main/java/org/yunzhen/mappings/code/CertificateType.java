package org.yunzhen.mappings.code;

/** The platform's dictionary {@code mdtrt_cert_type}: by what a person proves to be insured. */
public enum CertificateType implements Coded {
    ELECTRONIC_VOUCHER("01", "医保电子凭证", "Electronic insurance voucher"),
    RESIDENT_ID("02", "居民身份证", "Resident identity card"),
    SOCIAL_SECURITY_CARD("03", "社会保障卡", "Social-security card");

    /** The system of these codes. */
    public static final String SYSTEM = Coded.BASE + "nhsa-mdtrt-cert-type";

    private final Term term;

    CertificateType(String code, String zh, String en) {
        term = new Term(SYSTEM, code, zh, en);
    }

    @Override
    public Term term() {
        return term;
    }
}
