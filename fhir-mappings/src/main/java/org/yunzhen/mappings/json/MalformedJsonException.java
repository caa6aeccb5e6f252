package org.yunzhen.mappings.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;

/** The bytes are no JSON that FHIR allows. Says where, never what stood there. */
public final class MalformedJsonException extends MalformedContentException {
    private static final long serialVersionUID = 1L;

    /** What was wrong. */
    public enum Kind {
        /** Not JSON at all. */
        SYNTAX,
        /** A key stands twice in one object. */
        DUPLICATE_KEY,
        /** Nested deeper than the stated limit. */
        TOO_DEEP,
        /** A number of more digits than the stated limit. */
        LONG_NUMBER,
        /** More values than the stated limit. */
        TOO_MANY
    }

    private final Kind kind;

    public MalformedJsonException(Kind kind, int line, int column) {
        super(kind, line, column);
        this.kind = kind;
    }

    static MalformedJsonException of(JsonProcessingException e) {
        JsonLocation at = e.getLocation() == null ? JsonLocation.NA : e.getLocation();
        return new MalformedJsonException(kindOf(e), at.getLineNr(), at.getColumnNr());
    }

    private static Kind kindOf(JsonProcessingException e) {
        if (e instanceof StreamConstraintsException) {
            return ofLimit(e.getOriginalMessage());
        }
        boolean duplicate =
                e instanceof MismatchedInputException
                        && e.getOriginalMessage().startsWith("Duplicate");
        return duplicate ? Kind.DUPLICATE_KEY : Kind.SYNTAX;
    }

    /** The parser has one exception for all its limits: names are no longer than its own. */
    private static Kind ofLimit(String message) {
        if (message.startsWith("Token count")) {
            return Kind.TOO_MANY;
        }
        if (message.startsWith("Number value length")) {
            return Kind.LONG_NUMBER;
        }
        return message.startsWith("Document nesting depth") ? Kind.TOO_DEEP : Kind.SYNTAX;
    }

    public Kind kind() {
        return kind;
    }
}
