package org.yunzhen.sandbox.cash;

import com.fasterxml.jackson.databind.JsonNode;

/** The body of POST /cash/pay; amount in fen, more than nothing. */
record PayOrder(String outTradeNo, long amountFen, String payer, String subject, String notifyUrl) {

    static PayOrder read(JsonNode body) {
        return new PayOrder(
                text(body, "out_trade_no", 64),
                fen(body),
                text(body, "payer", 128),
                text(body, "subject", 256),
                body.path("notify_url").asText(""));
    }

    static String text(JsonNode body, String name, int max) {
        String value = body.path(name).asText("");
        if (value.isEmpty() || value.length() > max) {
            throw new Declined(400, "BAD_REQUEST", "参数缺失或超长 (missing or too long): " + name);
        }
        return value;
    }

    static long fen(JsonNode body) {
        JsonNode amount = body.path("amount_fen");
        if (!amount.isIntegralNumber() || !amount.canConvertToLong() || amount.asLong() <= 0) {
            throw new Declined(400, "BAD_REQUEST", "金额必须为正整数分 (amount_fen must be whole fen > 0)");
        }
        return amount.asLong();
    }

    CashEntry.Paid asEntry(String tradeNo, String at) {
        return new CashEntry.Paid(
                outTradeNo, tradeNo, amountFen, payer, subject, notifyUrl, fate(), at);
    }

    private Payment.Status fate() {
        if (payer.startsWith("declined")) {
            return Payment.Status.FAILED;
        }
        return payer.startsWith("processing") ? Payment.Status.PROCESSING : Payment.Status.SUCCESS;
    }
}
