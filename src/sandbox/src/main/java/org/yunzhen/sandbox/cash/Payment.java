package org.yunzhen.sandbox.cash;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.yunzhen.sandbox.exchange.Json;

/** A payment with what has been refunded of it; amounts in fen. */
final class Payment {
    /** Where a payment stands. */
    enum Status {
        /** Not yet decided by the payer's bank. */
        PROCESSING,
        /** Money received. */
        SUCCESS,
        /** Declined for good. */
        FAILED
    }

    private final CashEntry.Paid order;
    private Status status;
    private String paidAt;
    private long refunded;

    Payment(CashEntry.Paid order) {
        this.order = order;
        this.status = order.status();
        this.paidAt = order.status() == Status.SUCCESS ? order.at() : "";
    }

    void complete(String at) {
        status = Status.SUCCESS;
        paidAt = at;
    }

    void refund(long fen) {
        refunded += fen;
    }

    CashEntry.Paid order() {
        return order;
    }

    Status status() {
        return status;
    }

    long refundable() {
        return status == Status.SUCCESS ? order.amountFen() - refunded : 0;
    }

    ObjectNode node() {
        return Json.object()
                .put("out_trade_no", order.outTradeNo())
                .put("trade_no", order.tradeNo())
                .put("amount_fen", order.amountFen())
                .put("payer", order.payer())
                .put("subject", order.subject())
                .put("status", status.name())
                .put("paid_at", paidAt)
                .put("refunded_fen", refunded);
    }
}
