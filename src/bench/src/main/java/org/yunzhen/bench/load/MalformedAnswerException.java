package org.yunzhen.bench.load;

/** The server sent bytes that are no HTTP/1.1 answer. */
public final class MalformedAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedAnswerException(String what) {
        super(what);
    }
}
