package org.yunzhen.insurance;

import static org.yunzhen.insurance.Transaction.Trait.ABOUT_INSURED;
import static org.yunzhen.insurance.Transaction.Trait.REPEATABLE;
import static org.yunzhen.insurance.Transaction.Trait.REVERSIBLE;

import java.util.List;
import org.yunzhen.insurance.message.BenefitCheck;
import org.yunzhen.insurance.message.Benefits;
import org.yunzhen.insurance.message.CancelledSettlement;
import org.yunzhen.insurance.message.DailyTotal;
import org.yunzhen.insurance.message.DailyTotalResult;
import org.yunzhen.insurance.message.FeeRevoke;
import org.yunzhen.insurance.message.FeeSplits;
import org.yunzhen.insurance.message.FeeUpload;
import org.yunzhen.insurance.message.Nothing;
import org.yunzhen.insurance.message.Person;
import org.yunzhen.insurance.message.PersonQuery;
import org.yunzhen.insurance.message.PreSettle;
import org.yunzhen.insurance.message.Quote;
import org.yunzhen.insurance.message.Registered;
import org.yunzhen.insurance.message.Registration;
import org.yunzhen.insurance.message.RegistrationCancel;
import org.yunzhen.insurance.message.Reversal;
import org.yunzhen.insurance.message.Settle;
import org.yunzhen.insurance.message.Settlement;
import org.yunzhen.insurance.message.SettlementCancel;
import org.yunzhen.insurance.message.SettlementQuery;
import org.yunzhen.insurance.message.SettlementsFound;
import org.yunzhen.insurance.message.SignIn;
import org.yunzhen.insurance.message.SignOut;
import org.yunzhen.insurance.message.SignedIn;
import org.yunzhen.insurance.message.SignedOut;
import org.yunzhen.insurance.message.VisitQuery;
import org.yunzhen.insurance.message.VisitUpload;
import org.yunzhen.insurance.message.VisitsFound;

/**
 * The transactions this client speaks: session, outpatient visit, settlement and reconciliation.
 */
public final class Transactions {
    /** 9001. */
    public static final Transaction<SignIn, SignedIn> SIGN_IN =
            Transaction.of("9001", "签到", SignIn.class, SignedIn.class, REPEATABLE);

    /** 9002. */
    public static final Transaction<SignOut, SignedOut> SIGN_OUT =
            Transaction.of("9002", "签退", SignOut.class, SignedOut.class);

    /** 1101. */
    public static final Transaction<PersonQuery, Person> PERSON =
            Transaction.of("1101", "人员信息获取", PersonQuery.class, Person.class, REPEATABLE);

    /** 2001. */
    public static final Transaction<BenefitCheck, Benefits> BENEFIT_CHECK =
            Transaction.of(
                    "2001",
                    "人员待遇享受检查",
                    BenefitCheck.class,
                    Benefits.class,
                    REPEATABLE,
                    ABOUT_INSURED);

    /** 2201. */
    public static final Transaction<Registration, Registered> REGISTER =
            Transaction.of("2201", "门诊挂号", Registration.class, Registered.class, ABOUT_INSURED);

    /** 2202. */
    public static final Transaction<RegistrationCancel, Nothing> CANCEL_REGISTRATION =
            Transaction.of(
                    "2202", "门诊挂号撤销", RegistrationCancel.class, Nothing.class, ABOUT_INSURED);

    /** 2203A. */
    public static final Transaction<VisitUpload, Nothing> UPLOAD_VISIT =
            Transaction.of("2203A", "门诊就诊信息上传", VisitUpload.class, Nothing.class, ABOUT_INSURED);

    /** 2204. Not repeated: the platform refuses a line number it already has. */
    public static final Transaction<FeeUpload, FeeSplits> UPLOAD_FEES =
            Transaction.of("2204", "门诊费用明细信息上传", FeeUpload.class, FeeSplits.class, ABOUT_INSURED);

    /** 2205. */
    public static final Transaction<FeeRevoke, Nothing> REVOKE_FEES =
            Transaction.of("2205", "门诊费用明细信息撤销", FeeRevoke.class, Nothing.class, ABOUT_INSURED);

    /** 2206. */
    public static final Transaction<PreSettle, Quote> PRE_SETTLE =
            Transaction.of("2206", "门诊预结算", PreSettle.class, Quote.class, ABOUT_INSURED);

    /** 2207. */
    public static final Transaction<Settle, Settlement> SETTLE =
            Transaction.of(
                    "2207", "门诊结算", Settle.class, Settlement.class, ABOUT_INSURED, REVERSIBLE);

    /** 2208. */
    public static final Transaction<SettlementCancel, CancelledSettlement> CANCEL_SETTLEMENT =
            Transaction.of(
                    "2208",
                    "门诊结算撤销",
                    SettlementCancel.class,
                    CancelledSettlement.class,
                    ABOUT_INSURED,
                    REVERSIBLE);

    /** 2601. */
    public static final Transaction<Reversal, Nothing> REVERSE =
            Transaction.of("2601", "冲正交易", Reversal.class, Nothing.class, ABOUT_INSURED);

    /** 5201. */
    public static final Transaction<VisitQuery, VisitsFound> QUERY_VISITS =
            Transaction.of(
                    "5201",
                    "就诊信息查询",
                    VisitQuery.class,
                    VisitsFound.class,
                    REPEATABLE,
                    ABOUT_INSURED);

    /** 5203. */
    public static final Transaction<SettlementQuery, SettlementsFound> QUERY_SETTLEMENT =
            Transaction.of(
                    "5203",
                    "结算信息查询",
                    SettlementQuery.class,
                    SettlementsFound.class,
                    REPEATABLE,
                    ABOUT_INSURED);

    /** 3201. */
    public static final Transaction<DailyTotal, DailyTotalResult> DAILY_TOTAL =
            Transaction.of(
                    "3201", "医药机构费用结算对总账", DailyTotal.class, DailyTotalResult.class, REPEATABLE);

    private Transactions() {}

    /** Every transaction above, by number. */
    public static List<Transaction<?, ?>> all() {
        return List.of(
                PERSON,
                BENEFIT_CHECK,
                REGISTER,
                CANCEL_REGISTRATION,
                UPLOAD_VISIT,
                UPLOAD_FEES,
                REVOKE_FEES,
                PRE_SETTLE,
                SETTLE,
                CANCEL_SETTLEMENT,
                REVERSE,
                DAILY_TOTAL,
                QUERY_VISITS,
                QUERY_SETTLEMENT,
                SIGN_IN,
                SIGN_OUT);
    }
}
