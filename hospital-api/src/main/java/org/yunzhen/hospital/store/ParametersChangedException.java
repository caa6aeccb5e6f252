package org.yunzhen.hospital.store;

/** A document was indexed by fewer parameters than its tenant has by now: it is tried again. */
final class ParametersChangedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ParametersChangedException(String type) {
        super("the search parameters of " + type + " have changed", null, false, false);
    }
}
