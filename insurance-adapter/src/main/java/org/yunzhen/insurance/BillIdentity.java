package org.yunzhen.insurance;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.yunzhen.insurance.NhsaSettings.AccountSharing;
import org.yunzhen.insurance.NhsaSettings.Province;
import org.yunzhen.insurance.message.FundShare;
import org.yunzhen.insurance.message.SettlementInfo;

/**
 * Sums that must come out to the cent on every bill of the platform (2206, 2207, 5203), or the bill
 * is not to be charged. An absent figure counts as nothing.
 */
public enum BillIdentity {
    /** Total = wholly self-paid + above limit + first self-paid + within scope. */
    TOTAL_IS_ITS_SPLIT {
        @Override
        boolean holds(SettlementInfo bill, List<FundShare> shares, Province province) {
            return equal(
                    bill.medfeeSumamt(),
                    sum(
                            bill.fulamtOwnpayAmt(),
                            bill.overlmtSelfpay(),
                            bill.preselfpayAmt(),
                            bill.inscpScpAmt()));
        }
    },
    /** Fund total = sum of the funds. */
    FUND_TOTAL_IS_ITS_FUNDS {
        @Override
        boolean holds(SettlementInfo bill, List<FundShare> shares, Province province) {
            return equal(
                    fundWithoutAccount(bill, province),
                    sum(
                            bill.hifpPay(),
                            bill.cvlservPay(),
                            bill.hifesPay(),
                            bill.hifmiPay(),
                            bill.hifobPay(),
                            bill.hifdmPay(),
                            bill.mafPay(),
                            bill.othPay()));
        }
    },
    /** Total = funds + person + hospital. */
    TOTAL_IS_ITS_PAYERS {
        @Override
        boolean holds(SettlementInfo bill, List<FundShare> shares, Province province) {
            return equal(
                    bill.medfeeSumamt(),
                    sum(fundWithoutAccount(bill, province), bill.psnPartAmt(), bill.hospPartAmt()));
        }
    },
    /** Person = account + cash, and the family-shared account where the province keeps it apart. */
    PERSON_IS_ACCOUNT_AND_CASH {
        @Override
        boolean holds(SettlementInfo bill, List<FundShare> shares, Province province) {
            BigDecimal shared =
                    province.accountSharing() == AccountSharing.SEPARATE
                            ? bill.acctMulaidPay()
                            : null;
            return equal(bill.psnPartAmt(), sum(bill.acctPay(), bill.psnCashPay(), shared));
        }
    },
    /**
     * Fund total = sum of the rows of {@code setldetail}, if there are any, without the account's.
     */
    FUND_TOTAL_IS_ITS_ROWS {
        @Override
        boolean holds(SettlementInfo bill, List<FundShare> shares, Province province) {
            return shares.isEmpty()
                    || equal(
                            fundWithoutAccount(bill, province),
                            sum(
                                    shares.stream()
                                            .filter(row -> !ACCOUNT_ROW.equals(row.fundPayType()))
                                            .map(FundShare::fundPayamt)
                                            .toArray(BigDecimal[]::new)));
        }
    };

    private static final String ACCOUNT_ROW = "310200";

    abstract boolean holds(SettlementInfo bill, List<FundShare> shares, Province province);

    /**
     * The identities that a bill breaks by its province's way of counting; empty for a sound bill.
     */
    public static List<BillIdentity> brokenBy(
            SettlementInfo bill, List<FundShare> shares, Province province) {
        return Stream.of(values()).filter(i -> !i.holds(bill, shares, province)).toList();
    }

    private static BigDecimal fundWithoutAccount(SettlementInfo bill, Province province) {
        BigDecimal fund = sum(bill.fundPaySumamt());
        return province.fundIncludesAccount() ? fund.subtract(sum(bill.acctPay())) : fund;
    }

    private static boolean equal(BigDecimal left, BigDecimal right) {
        return sum(left).compareTo(right) == 0;
    }

    private static BigDecimal sum(BigDecimal... amounts) {
        return Stream.of(amounts)
                .filter(amount -> amount != null)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
