package org.yunzhen.sandbox.cash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.yunzhen.sandbox.exchange.Counterparty;
import org.yunzhen.sandbox.exchange.Json;
import org.yunzhen.sandbox.exchange.Reply;
import org.yunzhen.sandbox.exchange.Request;
import org.yunzhen.sandbox.journal.Journal;

/**
 * A payment provider. The caller's own numbers (out_trade_no, out_refund_no) are the identities:
 * repeated they get the first answer, with other content 409.
 *
 * <p>A payer whose name begins with {@code declined} fails; one that begins with {@code processing}
 * is PROCESSING until the payment is first queried. All others succeed at once.
 */
public final class CashChannel implements Counterparty {
    private static final String WORLD = "cash";
    private static final String PAY = "/cash/pay";
    private static final String REFUND = "/cash/refund";

    private final Map<String, Payment> payments = new LinkedHashMap<>();
    private final Map<String, CashEntry.Refunded> refunds = new LinkedHashMap<>();
    private final Signature signature;
    private final Journal journal;
    private final Clock clock;
    private final Notifier notifier;

    /** A channel whose state is in a journal, with the secret it shares with the hospital. */
    public CashChannel(String secret, Journal journal, Clock clock) {
        this.signature = new Signature(secret);
        this.journal = journal;
        this.clock = clock;
        this.notifier = new Notifier(signature);
        journal.attach(WORLD, CashEntry.class, this::apply);
    }

    @Override
    public Reply answer(Request request) {
        if (!signature.fits(request)) {
            return Reply.error(401, "SIGN_ERROR", "签名错误 (wrong " + Signature.HEADER + ")");
        }
        try {
            return route(request);
        } catch (Declined declined) {
            return Reply.error(declined.status(), declined.code(), declined.getMessage());
        }
    }

    private Reply route(Request request) {
        if (request.is("POST", PAY)) {
            PayOrder order = PayOrder.read(body(request));
            return journal.exclusively(() -> pay(order));
        }
        if (request.is("POST", REFUND)) {
            RefundOrder order = RefundOrder.read(body(request));
            return journal.exclusively(() -> refund(order));
        }
        Optional<String> payment = request.readBelow(PAY + "/");
        if (payment.isPresent()) {
            return journal.exclusively(() -> payment(payment.get()));
        }
        Optional<String> refund = request.readBelow(REFUND + "/");
        if (refund.isPresent()) {
            return journal.exclusively(() -> refund(refund.get()));
        }
        return Reply.error(404, "NO_SUCH_ENDPOINT", "没有此接口 (no such endpoint)");
    }

    private static JsonNode body(Request request) {
        try {
            return Json.read(request.body());
        } catch (UncheckedIOException notJson) {
            throw new Declined(400, "BAD_REQUEST", "报文不是JSON (not JSON)");
        }
    }

    private Reply pay(PayOrder order) {
        Payment known = payments.get(order.outTradeNo());
        if (known == null) {
            String tradeNo = "T%014d".formatted(payments.size() + 1L);
            journal.record(WORLD, order.asEntry(tradeNo, now()));
            Payment made = payments.get(order.outTradeNo());
            notifier.tell(made);
            return Reply.of(200, made.node());
        }
        if (known.order().amountFen() != order.amountFen()
                || !known.order().payer().equals(order.payer())) {
            throw new Declined(409, "TRADE_CONFLICT", "同一商户订单号内容不同 (out_trade_no reused)");
        }
        return Reply.of(200, known.node());
    }

    private Reply payment(String outTradeNo) {
        Payment payment = existing(outTradeNo);
        if (payment.status() == Payment.Status.PROCESSING) {
            journal.record(WORLD, new CashEntry.Completed(outTradeNo, now()));
            notifier.tell(payment);
        }
        return Reply.of(200, payment.node());
    }

    private Payment existing(String outTradeNo) {
        Payment payment = payments.get(outTradeNo);
        if (payment == null) {
            throw new Declined(404, "TRADE_NOT_FOUND", "订单不存在 (no such payment)");
        }
        return payment;
    }

    private Reply refund(RefundOrder order) {
        CashEntry.Refunded known = refunds.get(order.outRefundNo());
        if (known != null) {
            if (!known.outTradeNo().equals(order.outTradeNo())
                    || known.amountFen() != order.amountFen()) {
                throw new Declined(409, "REFUND_CONFLICT", "同一退款单号内容不同 (out_refund_no reused)");
            }
            return Reply.of(200, node(known));
        }
        Payment payment = existing(order.outTradeNo());
        if (payment.status() != Payment.Status.SUCCESS) {
            throw new Declined(422, "TRADE_NOT_PAID", "订单未支付成功 (payment has not succeeded)");
        }
        if (order.amountFen() > payment.refundable()) {
            throw new Declined(422, "REFUND_EXCEEDS", "退款金额超过可退金额 (more than is left)");
        }
        String refundNo = "R%014d".formatted(refunds.size() + 1L);
        journal.record(
                WORLD,
                new CashEntry.Refunded(
                        order.outRefundNo(),
                        refundNo,
                        order.outTradeNo(),
                        order.amountFen(),
                        now()));
        return Reply.of(200, node(refunds.get(order.outRefundNo())));
    }

    private Reply refund(String outRefundNo) {
        CashEntry.Refunded refund = refunds.get(outRefundNo);
        return refund == null
                ? Reply.error(404, "REFUND_NOT_FOUND", "退款单不存在 (no such refund)")
                : Reply.of(200, node(refund));
    }

    private static ObjectNode node(CashEntry.Refunded refund) {
        return Json.object()
                .put("out_refund_no", refund.outRefundNo())
                .put("refund_no", refund.refundNo())
                .put("out_trade_no", refund.outTradeNo())
                .put("amount_fen", refund.amountFen())
                .put("status", "SUCCESS")
                .put("refunded_at", refund.at());
    }

    private String now() {
        return OffsetDateTime.now(clock).withNano(0).toString();
    }

    private void apply(CashEntry entry) {
        if (entry instanceof CashEntry.Paid paid) {
            payments.put(paid.outTradeNo(), new Payment(paid));
        } else if (entry instanceof CashEntry.Completed completed) {
            payments.get(completed.outTradeNo()).complete(completed.at());
        } else if (entry instanceof CashEntry.Refunded refunded) {
            refunds.put(refunded.outRefundNo(), refunded);
            payments.get(refunded.outTradeNo()).refund(refunded.amountFen());
        }
    }

    @Override
    public String subject(Request request) {
        return "";
    }

    @Override
    public Reply refusal(String message) {
        return Reply.error(422, "REFUSED", message);
    }

    @Override
    public Reply systemError(String message) {
        return Reply.error(500, "SYSTEM_ERROR", message);
    }

    /** Adds `payments` and `refunds`, amounts in fen, to a ledger. */
    public void addTo(ObjectNode ledger) {
        journal.exclusively(
                () -> {
                    ArrayNode paid = ledger.putArray("payments");
                    payments.values().forEach(payment -> paid.add(payment.node()));
                    ArrayNode refunded = ledger.putArray("refunds");
                    refunds.values().forEach(refund -> refunded.add(node(refund)));
                    return ledger;
                });
    }
}
