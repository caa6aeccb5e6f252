package org.yunzhen.mappings.code;

/** The platform's dictionary {@code fund_pay_type}: which fund paid a row of a settlement. */
public enum FundType implements Coded {
    EMPLOYEE_POOL("310100", "职工基本医疗保险统筹基金", "Employees' pool"),
    PERSONAL_ACCOUNT("310200", "职工基本医疗保险个人账户", "Personal account"),
    CIVIL_SERVANT("320100", "公务员医疗补助基金", "Civil servants' fund"),
    LARGE_AMOUNT("330100", "大额医疗费用补助基金", "Large-amount fund"),
    RETIRED_CADRE("340100", "离休人员医疗保障基金", "Retired cadres' fund"),
    DISABLED_SERVICEMEN("350100", "残疾军人医疗补助基金", "Disabled servicemen's fund"),
    ENTERPRISE_SUPPLEMENT("370100", "企业补充医疗保险基金", "Enterprise supplement fund"),
    RESIDENT_POOL("390100", "城乡居民基本医疗保险基金", "Residents' pool"),
    RESIDENT_SERIOUS_ILLNESS("390200", "城乡居民大病医疗保险基金", "Residents' serious-illness fund"),
    MATERNITY("510100", "生育基金", "Maternity fund"),
    MEDICAL_ASSISTANCE("610100", "医疗救助基金", "Medical assistance fund"),
    FURTHER_ASSISTANCE("610102", "再救助基金", "Further assistance fund"),
    HOSPITAL_ADVANCE("999996", "医院垫付", "Advanced by the hospital"),
    OTHER("999997", "其他基金", "Other fund");

    /** The system of these codes. */
    public static final String SYSTEM = Coded.BASE + "nhsa-fund-pay-type";

    private final Term term;

    FundType(String code, String zh, String en) {
        term = new Term(SYSTEM, code, zh, en);
    }

    @Override
    public Term term() {
        return term;
    }
}
