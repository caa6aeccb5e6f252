package org.yunzhen.mappings.definition;

/** An expression that needs more of FHIRPath than search parameters are evaluated with. */
public final class UnsupportedExpressionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With the part that is not understood. */
    UnsupportedExpressionException(String part) {
        super(part, null, false, false);
    }
}
