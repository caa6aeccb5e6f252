package org.yunzhen.hospital.record;

import java.util.Arrays;
import java.util.Optional;

/** How a request ended, as AuditEvent says it (R4, AuditEvent.outcome). */
enum AuditOutcome {
    SUCCESS("0", 0, 400),
    MINOR_FAILURE("4", 400, 500),
    SERIOUS_FAILURE("8", 500, 1000),
    /** Known to R4; nothing here ends so. */
    MAJOR_FAILURE("12", 0, 0);

    private final String code;
    private final int from;
    private final int before;

    AuditOutcome(String code, int from, int before) {
        this.code = code;
        this.from = from;
        this.before = before;
    }

    String code() {
        return code;
    }

    /** As a condition on the status of the answer. */
    String condition() {
        return "(status >= " + from + " AND status < " + before + ")";
    }

    /** Of an answer with a status. */
    static AuditOutcome of(int status) {
        return Arrays.stream(values())
                .filter(outcome -> outcome.from <= status && status < outcome.before)
                .findFirst()
                .orElseThrow();
    }

    static Optional<AuditOutcome> ofCode(String code) {
        return Arrays.stream(values()).filter(outcome -> outcome.code.equals(code)).findFirst();
    }
}
