package org.yunzhen.insurance.message;

import java.math.BigDecimal;
import org.yunzhen.insurance.wire.Chars;
import org.yunzhen.insurance.wire.Digits;
import org.yunzhen.insurance.wire.Required;

/**
 * 2206, 2207, 2208 and 5203, answer: what one fund pays, yuan.
 *
 * @param fundPayType 310100 employees' pool, 310200 personal account, 390100 residents' pool ...
 */
public record FundShare(
        @Chars(6) String fundPayType,
        @Digits(value = 16, decimals = 2) BigDecimal inscpScpAmt,
        @Digits(value = 16, decimals = 2) BigDecimal crtPaybLmtAmt,
        @Required @Digits(value = 16, decimals = 2) BigDecimal fundPayamt,
        @Chars(200) String fundPayTypeName,
        @Chars(4000) String setlProcInfo) {}
