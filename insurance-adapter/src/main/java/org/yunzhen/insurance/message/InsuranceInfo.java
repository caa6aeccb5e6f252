package org.yunzhen.insurance.message;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.yunzhen.insurance.wire.Chars;
import org.yunzhen.insurance.wire.Digits;
import org.yunzhen.insurance.wire.Required;

/**
 * 1101, answer: one insurance of the person.
 *
 * @param balc balance of the personal account, yuan
 * @param insutype 310 employees, 390 residents, and others of the dictionary
 * @param insuplcAdmdvs region of insurance; every later call about this person names it
 */
public record InsuranceInfo(
        @Digits(value = 16, decimals = 2) BigDecimal balc,
        @Required @Chars(6) String insutype,
        @Chars(6) String psnType,
        @Chars(6) String psnInsuStas,
        LocalDate psnInsuDate,
        LocalDate pausInsuDate,
        @Chars(3) String cvlservFlag,
        @Required @Chars(6) String insuplcAdmdvs,
        @Chars(200) String empName) {}
