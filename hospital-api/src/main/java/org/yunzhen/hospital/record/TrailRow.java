package org.yunzhen.hospital.record;

import java.time.OffsetDateTime;
import java.util.List;

/**
 * One row of the trail as it is read back.
 *
 * @param relation kind of the relation that let the caller in, or null
 * @param action interaction, or {@code $operation}
 * @param type resource type that was concerned, or null
 * @param id resource that was concerned, or null
 * @param version its version, or null
 * @param patients in whose records the request looked or wrote
 * @param refusal code of the refusal, or null
 * @param query names of search parameters, or null
 */
record TrailRow(
        long seq,
        OffsetDateTime at,
        String requestId,
        String actor,
        String role,
        String relation,
        String rule,
        String action,
        String type,
        String id,
        Integer version,
        List<String> patients,
        int status,
        String refusal,
        String query) {
    private static final int CLIENT_ERROR = 400;

    boolean refused() {
        return status >= CLIENT_ERROR;
    }

    /** {@code Type/id}, or null when no one resource was concerned. */
    String reference() {
        return type == null || id == null ? null : type + "/" + id;
    }
}
