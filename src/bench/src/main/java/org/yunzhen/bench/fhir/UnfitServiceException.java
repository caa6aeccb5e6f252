package org.yunzhen.bench.fhir;

/** The service cannot be measured; the message is one line for the user. */
public final class UnfitServiceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what is wrong, and how to mend it where that is known. */
    public UnfitServiceException(String message) {
        super(message);
    }
}
