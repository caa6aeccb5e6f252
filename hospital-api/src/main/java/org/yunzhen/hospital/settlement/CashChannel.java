package org.yunzhen.hospital.settlement;

import java.util.concurrent.CompletionStage;
import org.yunzhen.mappings.money.Money;

/**
 * A payment provider. Our numbers are the identities: the same number with the same content is done
 * once, however often it is asked. Every stage completes with an answer, never with a failure.
 */
interface CashChannel {
    /** What is known afterwards. */
    enum Outcome {
        DONE,
        REFUSED,
        /** May have taken effect: to be queried. */
        UNKNOWN,
        /** Certainly never arrived. */
        NOT_SENT,
        /** A query's: there is nothing under this number, so far. */
        ABSENT
    }

    /**
     * @param theirNo the channel's own number, or null
     * @param detail for journal and log; no personal data
     */
    record Reply(Outcome outcome, String theirNo, String detail) {}

    /**
     * @param payer whom the channel charges, by the channel's name for them
     */
    record Payment(String outTradeNo, Money amount, String payer, String subject) {}

    record Refund(String outTradeNo, String outRefundNo, Money amount) {}

    /** The channel's name, for which an operator sets the order of the legs. */
    String name();

    CompletionStage<Reply> pay(Payment payment);

    CompletionStage<Reply> query(String outTradeNo);

    CompletionStage<Reply> refund(Refund refund);

    CompletionStage<Reply> queryRefund(String outRefundNo);
}
