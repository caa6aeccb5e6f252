package org.yunzhen.sandbox.cash;

/** A refusal of the cash channel: HTTP status, stable code, text in Chinese and English. */
final class Declined extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String code;

    Declined(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
