package org.yunzhen.mappings.nhsa;

import org.yunzhen.mappings.code.FundType;
import org.yunzhen.mappings.money.Money;

/**
 * One row of {@code setldetail[]}.
 *
 * @param fundPayType code of the fund; one that {@link FundType} does not know is a fund too
 * @param fundPayamt what it paid
 */
public record FundRow(String fundPayType, Money fundPayamt) {

    /** Account money is listed among the funds but is none. */
    public boolean isAccount() {
        return FundType.PERSONAL_ACCOUNT.code().equals(fundPayType);
    }
}
