package org.yunzhen.insurance.message;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.yunzhen.insurance.wire.Chars;
import org.yunzhen.insurance.wire.Digits;
import org.yunzhen.insurance.wire.Node;
import org.yunzhen.insurance.wire.Required;

/**
 * 3201, request: our totals of some days, per insurance, clearing type and clearing office.
 *
 * @param fixmedinsSetlCnt number of settlements
 */
@Node("data")
public record DailyTotal(
        @Required @Chars(6) String insutype,
        @Required @Chars(6) String clrType,
        @Required @Chars(6) String setlOptins,
        @Required LocalDate stmtBegndate,
        @Required LocalDate stmtEnddate,
        @Required @Digits(value = 16, decimals = 2) BigDecimal medfeeSumamt,
        @Required @Digits(value = 16, decimals = 2) BigDecimal fundPaySumamt,
        @Required @Digits(value = 16, decimals = 2) BigDecimal acctPay,
        @Required @Digits(10) Integer fixmedinsSetlCnt) {}
