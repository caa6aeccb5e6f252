package org.yunzhen.mappings.rule;

/** The documents that the rules come from, with their Chinese titles and numbers. */
public enum LegalSource {
    VISIT_MEASURES("互联网诊疗管理办法（试行），国卫医发〔2018〕25号"),
    TELEMEDICINE_STANDARD("远程医疗服务管理规范（试行），国卫医发〔2018〕25号"),
    SUPERVISION_RULES("互联网诊疗监管细则（试行），国卫办医发〔2022〕2号"),
    PRESCRIPTION_MEASURES("处方管理办法，卫生部令第53号"),
    LONG_TERM_PRESCRIPTIONS("长期处方管理规范（试行），2021年"),
    ANTIMICROBIAL_MEASURES("抗菌药物临床应用管理办法，卫生部令第84号"),
    SIGNATURE_LAW("中华人民共和国电子签名法"),
    INFECTIOUS_DISEASE_LAW("中华人民共和国传染病防治法"),
    INSURANCE_PAYMENT("国家医疗保障局互联网医疗服务医保支付的指导意见，国医保发〔2020〕45号"),
    SICHUAN_INTERNET_HEALTH("四川省促进互联网+医疗健康发展的实施意见，川办发〔2018〕86号"),
    SICHUAN_GOVERNMENT_SERVICES("四川省一体化政务服务平台工作实施方案，川府发〔2018〕42号"),
    /** No document: what this house decided. */
    HOUSE_DECISION("云诊设计决定");

    private final String document;

    LegalSource(String document) {
        this.document = document;
    }

    /** Title and number of the document, in Chinese as published. */
    public String document() {
        return document;
    }
}
