package org.yunzhen.insurance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDateTime;
import org.yunzhen.insurance.wire.NhsaJson;
import org.yunzhen.insurance.wire.WireTime;

/**
 * A message checked, complete and ready to be sent: what a journal keeps before sending. Its text
 * form names transaction and msgid only, for the body is full of personal data.
 */
public final class PreparedCall<O extends Record> {
    private final Transaction<?, O> transaction;
    private final ObjectNode envelope;

    PreparedCall(Transaction<?, O> transaction, ObjectNode envelope) {
        this.transaction = transaction;
        this.envelope = envelope;
    }

    public Transaction<?, O> transaction() {
        return transaction;
    }

    public String msgid() {
        return envelope.get("msgid").textValue();
    }

    /** The request's body, JSON. Holds personal data; the gateway's secret is not in it. */
    public String body() {
        return NhsaJson.print(envelope);
    }

    PreparedCall<O> renumbered(String msgid, LocalDateTime now) {
        ObjectNode copy = envelope.deepCopy();
        copy.put("msgid", msgid);
        copy.put("inf_time", WireTime.print(now));
        return new PreparedCall<>(transaction, copy);
    }

    @Override
    public String toString() {
        return "PreparedCall[" + transaction.infno() + ", " + msgid() + "]";
    }
}
