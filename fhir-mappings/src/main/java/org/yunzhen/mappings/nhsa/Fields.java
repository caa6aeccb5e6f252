package org.yunzhen.mappings.nhsa;

import java.math.BigDecimal;
import org.yunzhen.mappings.money.Money;

/** Reads single values of the platform and says which field is wrong. */
final class Fields {

    private Fields() {}

    static Money money(String field, String value) {
        try {
            return Money.ofYuan(value);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("No amount of yuan in " + field, wrong);
        }
    }

    static Money moneyOrZero(String field, String value) {
        return value == null || value.isBlank() ? Money.ZERO : money(field, value);
    }

    static BigDecimal decimal(String field, String value, int scaleMax) {
        if (value == null || !value.matches("-?\\d{1,16}(\\.\\d{1," + scaleMax + "})?")) {
            throw new IllegalArgumentException(
                    "No decimal with at most " + scaleMax + " decimals in " + field);
        }
        return new BigDecimal(value);
    }
}
