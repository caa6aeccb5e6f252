package org.yunzhen.hospital.access;

/** A row of the trail could not be made durable; then nothing may be answered but 503. */
public class TrailUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TrailUnavailableException(Throwable cause) {
        super("the trail cannot be written", cause);
    }
}
