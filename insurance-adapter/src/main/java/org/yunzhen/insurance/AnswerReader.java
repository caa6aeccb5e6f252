package org.yunzhen.insurance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.yunzhen.insurance.Outcome.Reason;
import org.yunzhen.insurance.wire.FieldFault;
import org.yunzhen.insurance.wire.MessageReader;
import org.yunzhen.insurance.wire.NhsaJson;

/**
 * From what came back to what is known. Only a readable envelope under status 200 with infcode 0 or
 * -2 is the platform's word; everything else leaves the outcome open.
 */
final class AnswerReader {
    private static final int OK = 200;
    private static final int SUCCESS = 0;
    private static final int BUSINESS_ERROR = -2;
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?\\d{1,6}");

    private AnswerReader() {}

    static <O extends Record> Outcome<O> read(int status, byte[] body, Class<O> type) {
        if (status != OK) {
            return new Outcome.Unknown<>(Reason.HTTP_STATUS, "HTTP status " + status);
        }
        try {
            return fromEnvelope(NhsaJson.parse(body), type);
        } catch (IOException notJson) {
            return unreadable("body of " + body.length + " bytes is no JSON");
        }
    }

    private static <O extends Record> Outcome<O> fromEnvelope(JsonNode envelope, Class<O> type) {
        OptionalInt infcode = infcode(envelope.path("infcode"));
        if (infcode.isEmpty()) {
            return unreadable("no infcode");
        }
        String errMsg = text(envelope, "err_msg");
        return switch (infcode.getAsInt()) {
            case SUCCESS -> done(envelope, type);
            case BUSINESS_ERROR -> new Outcome.Refused<>(BUSINESS_ERROR, errMsg);
            default ->
                    new Outcome.Unknown<>(
                            Reason.SYSTEM_ERROR, "infcode " + infcode.getAsInt() + ": " + errMsg);
        };
    }

    private static <O extends Record> Outcome<O> done(JsonNode envelope, Class<O> type) {
        try {
            O output = MessageReader.read(envelope.get("output"), type);
            return new Outcome.Done<>(
                    output, text(envelope, "inf_refmsgid"), text(envelope, "warn_msg"));
        } catch (FieldFault fault) {
            return unreadable("infcode 0, but " + fault.getMessage());
        }
    }

    /** Some builds send a number, others a text. */
    private static OptionalInt infcode(JsonNode node) {
        String text = node.isIntegralNumber() || node.isTextual() ? node.asText().trim() : "";
        return WHOLE_NUMBER.matcher(text).matches()
                ? OptionalInt.of(Integer.parseInt(text))
                : OptionalInt.empty();
    }

    private static String text(JsonNode envelope, String name) {
        String text = envelope.path(name).asText("");
        return text.isEmpty() ? null : text;
    }

    private static <O> Outcome<O> unreadable(String detail) {
        return new Outcome.Unknown<>(Reason.UNREADABLE, detail);
    }
}
