package org.yunzhen.sandbox.sms;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yunzhen.sandbox.exchange.Counterparty;
import org.yunzhen.sandbox.exchange.Json;
import org.yunzhen.sandbox.exchange.Reply;
import org.yunzhen.sandbox.exchange.Request;
import org.yunzhen.sandbox.journal.Journal;

/**
 * An SMS gateway whose messages land in an outbox. msg_id is the identity of a message: repeated it
 * is accepted and not sent again, with other content 409.
 */
public final class SmsGateway implements Counterparty {
    private static final String WORLD = "sms";
    private static final int KEPT_MAX = 20_000;

    private final Map<String, Message> outbox =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Message> eldest) {
                    return size() > KEPT_MAX;
                }
            };
    private final Journal journal;
    private final Clock clock;

    /** A message as it was accepted. */
    private record Message(
            String msg_id, String phone, String template, JsonNode params, String sent_at) {
        boolean sameAs(Message other) {
            return phone.equals(other.phone)
                    && template.equals(other.template)
                    && params.equals(other.params);
        }
    }

    /** A gateway whose outbox is in a journal; it keeps the newest 20,000 messages at hand. */
    public SmsGateway(Journal journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
        journal.attach(WORLD, Message.class, message -> outbox.put(message.msg_id(), message));
    }

    @Override
    public Reply answer(Request request) {
        if (request.is("POST", "/sms/send")) {
            return send(request);
        }
        if (request.is("GET", "/sms/outbox")) {
            return journal.exclusively(
                    () -> Reply.of(200, Map.of("messages", List.copyOf(outbox.values()))));
        }
        return Reply.error(404, "NO_SUCH_ENDPOINT", "没有此接口 (no such endpoint)");
    }

    private Reply send(Request request) {
        try {
            JsonNode body = Json.read(request.body());
            Message message =
                    new Message(
                            body.path("msg_id").asText(""),
                            body.path("phone").asText(""),
                            body.path("template").asText(""),
                            body.path("params"),
                            OffsetDateTime.now(clock).withNano(0).toString());
            boolean complete =
                    !message.msg_id().isEmpty()
                            && !message.phone().isEmpty()
                            && !message.template().isEmpty();
            return complete
                    ? journal.exclusively(() -> accept(message))
                    : badRequest("缺少 msg_id、phone 或 template (missing)");
        } catch (UncheckedIOException notJson) {
            return badRequest("报文不是JSON (not JSON)");
        }
    }

    private static Reply badRequest(String message) {
        return Reply.error(400, "BAD_REQUEST", message);
    }

    private Reply accept(Message message) {
        Message known = outbox.get(message.msg_id());
        if (known != null && !known.sameAs(message)) {
            return Reply.error(409, "MSG_CONFLICT", "同一消息编号内容不同 (msg_id reused)");
        }
        if (known == null) {
            journal.record(WORLD, message);
        }
        return Reply.of(
                200, Json.object().put("msg_id", message.msg_id()).put("status", "ACCEPTED"));
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
}
