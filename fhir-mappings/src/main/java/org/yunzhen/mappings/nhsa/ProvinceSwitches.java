package org.yunzhen.mappings.nhsa;

/**
 * Where provinces add up a bill differently.
 *
 * @param fundIncludesAccount whether {@code fund_pay_sumamt} counts the personal account
 * @param accountSharingMode where the family-shared account stands
 */
public record ProvinceSwitches(boolean fundIncludesAccount, AccountSharingMode accountSharingMode) {

    /** Funds without the account, shared money inside it. */
    public static final ProvinceSwitches DEFAULT =
            new ProvinceSwitches(false, AccountSharingMode.INSIDE_ACCOUNT);

    /** Where {@code acct_mulaid_pay} stands. */
    public enum AccountSharingMode {
        /** It is contained in {@code acct_pay}. */
        INSIDE_ACCOUNT,
        /** It is a term of its own beside {@code acct_pay}. */
        SEPARATE_TERM
    }
}
