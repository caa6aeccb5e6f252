package org.yunzhen.mappings.code;

/** The platform's dictionary {@code insutype}: the insurance under which a person is covered. */
public enum InsuranceType implements Coded {
    EMPLOYEE_BASIC("310", "职工基本医疗保险", "Basic insurance of employees"),
    CIVIL_SERVANT("320", "公务员医疗补助", "Subsidy of civil servants"),
    LARGE_AMOUNT("330", "大额医疗费用补助", "Large-amount subsidy"),
    RETIRED_CADRE("340", "离休人员医疗保障", "Retired cadres"),
    DISABLED_SERVICEMEN("350", "一至六级残疾军人医疗补助", "Disabled servicemen, grades 1 to 6"),
    ENTERPRISE_SUPPLEMENT("370", "企业补充医疗保险", "Enterprise supplement"),
    RURAL_COOPERATIVE("380", "新型农村合作医疗", "Rural cooperative"),
    RESIDENT_BASIC("390", "城乡居民基本医疗保险", "Basic insurance of residents"),
    URBAN_RESIDENT_BASIC("391", "城镇居民基本医疗保险", "Basic insurance of urban residents"),
    RESIDENT_SERIOUS_ILLNESS("392", "城乡居民大病医疗保险", "Serious-illness insurance of residents"),
    LONG_TERM_CARE("410", "长期照护保险", "Long-term care"),
    MATERNITY("510", "生育保险", "Maternity");

    /** The system of these codes. */
    public static final String SYSTEM = Coded.BASE + "nhsa-insutype";

    private final Term term;

    InsuranceType(String code, String zh, String en) {
        term = new Term(SYSTEM, code, zh, en);
    }

    @Override
    public Term term() {
        return term;
    }
}
