package org.yunzhen.mappings.refusal;

import java.util.Locale;

/** The values of {@code OperationOutcome.issue.code} in FHIR R4 that our refusals use. */
public enum IssueType {
    STRUCTURE,
    REQUIRED,
    VALUE,
    INVARIANT,
    CODE_INVALID,
    LOGIN,
    EXPIRED,
    FORBIDDEN,
    NOT_SUPPORTED,
    DUPLICATE,
    MULTIPLE_MATCHES,
    NOT_FOUND,
    DELETED,
    TOO_LONG,
    TOO_COSTLY,
    BUSINESS_RULE,
    CONFLICT,
    TRANSIENT,
    LOCK_ERROR,
    THROTTLED,
    TIMEOUT,
    EXCEPTION;

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    public String code() {
        return code;
    }

    /** Whether it speaks of a state that passes by itself, so that repeating makes sense. */
    public boolean passes() {
        return this == TRANSIENT || this == LOCK_ERROR || this == THROTTLED || this == TIMEOUT;
    }
}
