package org.yunzhen.mappings.nhsa;

import java.math.BigDecimal;
import java.util.function.Function;
import org.yunzhen.mappings.money.Money;

/**
 * One fee line and how the platform split it (2204).
 *
 * @param feedetlSn number of the line, unique within the visit
 * @param detItemFeeSumamt what the line costs
 * @param pric yuan each, up to six decimals
 * @param cnt how many, up to four decimals
 * @param fulamtOwnpayAmt outside the catalogue
 * @param overlmtAmt above the price limit
 * @param preselfpayAmt first share of the person
 * @param inscpScpAmt within policy scope
 */
public record LineFigures(
        String feedetlSn,
        Money detItemFeeSumamt,
        BigDecimal pric,
        BigDecimal cnt,
        Money fulamtOwnpayAmt,
        Money overlmtAmt,
        Money preselfpayAmt,
        Money inscpScpAmt) {

    /**
     * Reads a row of {@code result[]}; a part of the split that is absent is zero.
     *
     * @param value gives the string under the platform's name of a field, or null
     * @throws IllegalArgumentException if a value is no amount or a mandatory one is missing
     */
    public static LineFigures read(Function<String, String> value) {
        return new LineFigures(
                value.apply("feedetl_sn"),
                Fields.money("det_item_fee_sumamt", value.apply("det_item_fee_sumamt")),
                Fields.decimal("pric", value.apply("pric"), 6),
                Fields.decimal("cnt", value.apply("cnt"), 4),
                Fields.moneyOrZero("fulamt_ownpay_amt", value.apply("fulamt_ownpay_amt")),
                Fields.moneyOrZero("overlmt_amt", value.apply("overlmt_amt")),
                Fields.moneyOrZero("preselfpay_amt", value.apply("preselfpay_amt")),
                Fields.moneyOrZero("inscp_scp_amt", value.apply("inscp_scp_amt")));
    }

    /** What the parts of the split add up to. */
    public Money splitSum() {
        return fulamtOwnpayAmt.plus(overlmtAmt).plus(preselfpayAmt).plus(inscpScpAmt);
    }
}
