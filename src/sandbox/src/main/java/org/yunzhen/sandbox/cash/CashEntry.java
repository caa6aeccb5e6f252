package org.yunzhen.sandbox.cash;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Everything that can happen in the cash channel; one line of the journal each. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = CashEntry.Paid.class, name = "paid"),
    @JsonSubTypes.Type(value = CashEntry.Completed.class, name = "completed"),
    @JsonSubTypes.Type(value = CashEntry.Refunded.class, name = "refunded")
})
sealed interface CashEntry {

    /** A payment order was taken; its status may be final or PROCESSING. */
    record Paid(
            String outTradeNo,
            String tradeNo,
            long amountFen,
            String payer,
            String subject,
            String notifyUrl,
            Payment.Status status,
            String at)
            implements CashEntry {}

    /** A payment in progress came to its end. */
    record Completed(String outTradeNo, String at) implements CashEntry {}

    /** Money went back. */
    record Refunded(
            String outRefundNo, String refundNo, String outTradeNo, long amountFen, String at)
            implements CashEntry {}
}
