package org.yunzhen.insurance.message;

import java.math.BigDecimal;
import org.yunzhen.insurance.wire.Chars;
import org.yunzhen.insurance.wire.Digits;
import org.yunzhen.insurance.wire.Required;

/**
 * 2204, answer: one line, split by the rules of the catalogue. Amounts in yuan.
 *
 * @param pricUplmtAmt price limit
 * @param selfpayProp share paid first by the person, 0 to 1
 * @param fulamtOwnpayAmt wholly self-paid
 * @param overlmtAmt above the price limit
 * @param preselfpayAmt first self-paid share
 * @param inscpScpAmt within the scope of the policy
 * @param chrgitmLv class of the item: 01 A, 02 B, 03 C
 * @param memo why a line was not split as expected
 */
public record FeeSplit(
        @Required @Chars(30) String feedetlSn,
        @Required @Digits(value = 16, decimals = 2) BigDecimal detItemFeeSumamt,
        @Digits(value = 16, decimals = 4) BigDecimal cnt,
        @Digits(value = 16, decimals = 6) BigDecimal pric,
        @Digits(value = 16, decimals = 6) BigDecimal pricUplmtAmt,
        @Digits(value = 5, decimals = 4) BigDecimal selfpayProp,
        @Digits(value = 16, decimals = 2) BigDecimal fulamtOwnpayAmt,
        @Digits(value = 16, decimals = 2) BigDecimal overlmtAmt,
        @Digits(value = 16, decimals = 2) BigDecimal preselfpayAmt,
        @Digits(value = 16, decimals = 2) BigDecimal inscpScpAmt,
        @Chars(3) String chrgitmLv,
        @Chars(6) String medChrgitmType,
        @Chars(3) String basMednFlag,
        @Chars(3) String hiNegoDrugFlag,
        @Chars(3) String chldMedcFlag,
        @Chars(3) String listSpItemFlag,
        @Chars(3) String lmtUsedFlag,
        @Chars(3) String drtReimFlag,
        @Chars(500) String memo) {}
