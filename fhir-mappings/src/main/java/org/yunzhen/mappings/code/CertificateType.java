package org.yunzhen.mappings.code;

/** The platform's dictionary {@code mdtrt_cert_type}: by what a person proves to be insured. */
public enum CertificateType implements Coded {
    ELECTRONIC_VOUCHER("01", "医保电子凭证", "Electronic insurance voucher"),
    RESIDENT_ID("02", "居民身份证", "Resident identity card"),
    SOCIAL_SECURITY_CARD("03", "社会保障卡", "Social-security card");

    /** The system of these codes. */
    public static final String SYSTEM = Coded.BASE + "nhsa-mdtrt-cert-type";

    private final String code;
    private final String zh;
    private final String en;

    CertificateType(String code, String zh, String en) {
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
