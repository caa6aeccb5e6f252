package org.yunzhen.sandbox.cash;

import com.fasterxml.jackson.databind.JsonNode;

/** The body of POST /cash/refund; amount in fen, more than nothing. */
record RefundOrder(String outTradeNo, String outRefundNo, long amountFen) {

    static RefundOrder read(JsonNode body) {
        return new RefundOrder(
                PayOrder.text(body, "out_trade_no", 64),
                PayOrder.text(body, "out_refund_no", 64),
                PayOrder.fen(body));
    }
}
