package org.yunzhen.hospital.settlement;

import java.math.BigDecimal;
import org.yunzhen.mappings.money.Money;

/**
 * One line of a bill, priced.
 *
 * @param system of the hospital's code: medicine or price item
 * @param nhsaCode code of the national catalogue, or null when it is not insured
 * @param price of one, yuan
 */
record FeeLine(
        String system,
        String code,
        String nhsaCode,
        String nameZh,
        BigDecimal count,
        BigDecimal price) {
    Money amount() {
        return Money.ofPrice(price, count);
    }

    /** Everything the price depends on, for comparing with an earlier quote. */
    String print() {
        return String.join(
                "|",
                code,
                String.valueOf(nhsaCode),
                count.stripTrailingZeros().toPlainString(),
                price.stripTrailingZeros().toPlainString());
    }
}
