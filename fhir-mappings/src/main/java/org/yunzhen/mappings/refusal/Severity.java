package org.yunzhen.mappings.refusal;

import java.util.Locale;

/** The values of {@code OperationOutcome.issue.severity}, gravest first. */
public enum Severity {
    FATAL,
    ERROR,
    WARNING,
    INFORMATION;

    private final String code = name().toLowerCase(Locale.ROOT);

    public String code() {
        return code;
    }

    /** Whether it alone keeps the request from being done. */
    public boolean refuses() {
        return this == FATAL || this == ERROR;
    }
}
