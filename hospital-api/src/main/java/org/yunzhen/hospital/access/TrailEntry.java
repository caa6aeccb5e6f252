package org.yunzhen.hospital.access;

import java.time.OffsetDateTime;
import java.util.List;

/**
 * One row of the trail: who did what, in which capacity, allowed by which rule, with what outcome.
 *
 * @param relation the kind of care relation that let the caller in, or null
 * @param rule the rule that decided, or {@code none} when nothing allowed it
 * @param action interaction or {@code $operation}
 * @param patients in whose records the request looked or wrote
 * @param status HTTP status of the answer
 * @param refusal code of the refusal, or null
 * @param query names of the search parameters used, without their values, or null
 */
public record TrailEntry(
        String tenant,
        OffsetDateTime at,
        String requestId,
        String actor,
        String role,
        String relation,
        String rule,
        String purpose,
        String action,
        String type,
        String id,
        Integer version,
        List<String> patients,
        int status,
        String refusal,
        String query) {}
