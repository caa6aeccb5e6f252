package org.yunzhen.e2e;

/** The service did not do what it promises; the message says what was seen instead. */
public final class BrokenPromiseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BrokenPromiseException(String message) {
        super(message);
    }

    public BrokenPromiseException(String message, Throwable cause) {
        super(message, cause);
    }
}
