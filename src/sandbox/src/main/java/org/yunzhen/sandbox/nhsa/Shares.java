package org.yunzhen.sandbox.nhsa;

import java.util.Collection;

/**
 * Who pays what of a bill, in fen. The constructor holds the identities: the parts of the fee make
 * the fee (I2), the payers make the fee (I4, I5), the deductible and the fund stay within scope
 * (I10).
 *
 * @param medfee total fee
 * @param ownpay outside the catalogue
 * @param overlmt above price limits
 * @param preselfpay first self-pay shares
 * @param inscp within the insurance's scope
 * @param dedc deductible applied
 * @param fund paid by the pooling fund
 * @param acct paid from the personal account
 * @param cash left to the patient
 */
record Shares(
        long medfee,
        long ownpay,
        long overlmt,
        long preselfpay,
        long inscp,
        long dedc,
        long fund,
        long acct,
        long cash) {

    Shares {
        boolean holds =
                medfee == ownpay + overlmt + preselfpay + inscp
                        && medfee == fund + acct + cash
                        && 0 <= dedc
                        && dedc + fund <= inscp
                        && fund >= 0
                        && acct >= 0
                        && cash >= 0;
        if (!holds) {
            throw new IllegalStateException("shares that do not add up");
        }
    }

    /** What the patient bears: account and cash. */
    long personal() {
        return acct + cash;
    }

    /**
     * Shares out the lines of a batch. The account may pay what the patient bears, but not what is
     * outside the catalogue or above its limits.
     *
     * @param balance of the account in fen, 0 when it is not to be used
     */
    static Shares of(Collection<FeeLine> lines, Policy policy, Policy.Spent spent, long balance) {
        long medfee = lines.stream().mapToLong(FeeLine::total).sum();
        long ownpay = lines.stream().mapToLong(FeeLine::ownpay).sum();
        long overlmt = lines.stream().mapToLong(FeeLine::overlmt).sum();
        long preselfpay = lines.stream().mapToLong(FeeLine::preselfpay).sum();
        long inscp = lines.stream().mapToLong(FeeLine::inscp).sum();
        long dedc = policy.deductibleOn(inscp, spent);
        long fund = policy.fundOn(inscp - dedc, spent);
        long personal = medfee - fund;
        long acct = Math.min(balance, personal - ownpay - overlmt);
        return new Shares(
                medfee, ownpay, overlmt, preselfpay, inscp, dedc, fund, acct, personal - acct);
    }
}
