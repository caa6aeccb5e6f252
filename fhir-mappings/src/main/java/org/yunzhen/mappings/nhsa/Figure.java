package org.yunzhen.mappings.nhsa;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yunzhen.mappings.code.Coded;
import org.yunzhen.mappings.code.Term;
import org.yunzhen.mappings.identifier.Systems;

/**
 * The amounts of the platform's {@code setlinfo}. As a code it is the category of a total in a
 * ClaimResponse: FHIR's own where FHIR has one, else one of ours.
 */
public enum Figure implements Coded {
    MEDFEE_SUMAMT("submitted", "费用总额", "Total fee", "medfee_sumamt"),
    FULAMT_OWNPAY_AMT("full-self-pay", "全自费", "Outside the catalogue", "fulamt_ownpay_amt"),
    OVERLMT_SELFPAY("over-limit", "超限价自费", "Above the price limit", "overlmt_selfpay"),
    PRESELFPAY_AMT("first-self-pay", "先行自付", "First self-paid share", "preselfpay_amt"),
    INSCP_SCP_AMT("eligible", "政策范围内", "Within policy scope", "inscp_scp_amt"),
    ACT_PAY_DEDC("deductible", "起付线", "Deductible", "act_pay_dedc"),
    HIFP_PAY("fund-basic", "基本医保统筹", "Basic pooling fund", "hifp_pay"),
    CVLSERV_PAY("fund-civil-servant", "公务员补助", "Civil servants' subsidy", "cvlserv_pay"),
    HIFES_PAY("fund-enterprise", "企业补充", "Enterprise supplement", "hifes_pay"),
    HIFMI_PAY("fund-serious-illness", "居民大病", "Residents' serious illness", "hifmi_pay"),
    HIFOB_PAY("fund-large-amount", "职工大额", "Employees' large amount", "hifob_pay"),
    HIFDM_PAY("fund-servicemen", "残疾军人", "Disabled servicemen", "hifdm_pay"),
    MAF_PAY("fund-assistance", "医疗救助", "Medical assistance", "maf_pay"),
    OTH_PAY("fund-other", "其他基金", "Other funds", "oth_pay"),
    FUND_PAY_SUMAMT("benefit", "基金支付", "Paid by funds", "fund_pay_sumamt"),
    PSN_PART_AMT("copay", "个人负担", "Personal share", "psn_part_amt psn_pay"),
    ACCT_PAY("account", "个人账户", "Personal account", "acct_pay"),
    ACCT_MULAID_PAY("account-shared", "账户共济", "Family-shared account", "acct_mulaid_pay"),
    PSN_CASH_PAY("cash", "现金支付", "Cash", "psn_cash_pay cash_payamt pdn_cash_pay"),
    HOSP_PART_AMT("hospital", "医院负担", "Borne by the hospital", "hosp_part_amt"),
    BALC("account-balance", "账户余额", "Account balance", "balc");

    /** The code system of the categories that FHIR does not have. */
    public static final String SYSTEM = BASE + "settlement-figure";

    /** The funds whose payments add up to {@link #FUND_PAY_SUMAMT}. */
    public static final Set<Figure> FUNDS = Set.copyOf(EnumSet.range(HIFP_PAY, OTH_PAY));

    private static final Set<String> FHIR_CATEGORIES =
            Set.of("submitted", "eligible", "deductible", "benefit", "copay");

    private final String code;
    private final String zh;
    private final String en;
    private final String fields;

    Figure(String code, String zh, String en, String fields) {
        this.code = code;
        this.zh = zh;
        this.en = en;
        this.fields = fields;
    }

    /** The platform's names of the field: the usual one, then those of single transactions. */
    public List<String> fields() {
        return List.of(fields.split(" "));
    }

    @Override
    public Term term() {
        String system = FHIR_CATEGORIES.contains(code) ? Systems.ADJUDICATION : SYSTEM;
        return new Term(system, code, zh, en);
    }

    /** Whether a bill states it even if it is zero: FHIR's own categories, account and cash. */
    boolean isAlwaysShown() {
        return FHIR_CATEGORIES.contains(code) || this == ACCT_PAY || this == PSN_CASH_PAY;
    }

    static Optional<Figure> ofCategory(String system, String code) {
        return Arrays.stream(values())
                .filter(figure -> figure.code.equals(code) && figure.system().equals(system))
                .findFirst();
    }
}
