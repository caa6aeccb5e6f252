package org.yunzhen.sandbox.exchange;

import java.util.Arrays;

/**
 * What goes back to the caller, or does not.
 *
 * @param status HTTP status
 * @param body JSON bytes, unless a fault spoilt them
 * @param dropped the connection is closed without an answer
 * @param delayMs milliseconds to wait before answering
 */
@SuppressWarnings("ArrayRecordComponent") // passed on once, never compared
public record Reply(int status, byte[] body, boolean dropped, int delayMs) {

    /** An answer at once. */
    public static Reply of(int status, Object value) {
        return new Reply(status, Json.write(value), false, 0);
    }

    /** The error form of the cash channel, the SMS gateway and the sandbox's own endpoints. */
    public static Reply error(int status, String code, String message) {
        return of(status, Json.object().put("code", code).put("message", message));
    }

    /** No answer: the caller sees a closed connection. */
    public static Reply none() {
        return new Reply(200, new byte[0], true, 0);
    }

    /** The same answer, which never arrives. */
    public Reply lost() {
        return new Reply(status, body, true, delayMs);
    }

    /** The same answer, later. */
    public Reply after(int milliseconds) {
        return new Reply(status, body, dropped, milliseconds);
    }

    /** The same answer with its second half missing, so that no parser accepts it. */
    public Reply torn() {
        return new Reply(status, Arrays.copyOf(body, body.length / 2), dropped, delayMs);
    }
}
