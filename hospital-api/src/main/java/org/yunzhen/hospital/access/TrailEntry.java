package org.yunzhen.hospital.access;

import java.time.OffsetDateTime;
import java.util.List;
import org.yunzhen.mappings.refusal.Refusal;

/**
 * One row of the trail: who did what, in which capacity, allowed by which rule, with what outcome.
 *
 * @param relation the kind of care relation that let the caller in, or null; of a search all kinds
 *     through which its results were seen, parted by commas
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
        String query) {
    /** The same of a look at a version of a resource. */
    TrailEntry looked(String through, int seen, List<String> whose) {
        return new TrailEntry(
                tenant, at, requestId, actor, role, through, rule, purpose, action, type, id, seen,
                whose, status, refusal, query);
    }

    /** The same of a request that was refused. */
    TrailEntry refused(Refusal reason) {
        return new TrailEntry(
                tenant,
                at,
                requestId,
                actor,
                role,
                relation,
                rule,
                purpose,
                action,
                type,
                id,
                version,
                patients,
                reason.status(),
                reason.code(),
                query);
    }

    /** Whether it says the same as another, whenever that was written. */
    public boolean saysTheSameAs(TrailEntry other) {
        return equals(
                new TrailEntry(
                        other.tenant,
                        at,
                        other.requestId,
                        other.actor,
                        other.role,
                        other.relation,
                        other.rule,
                        other.purpose,
                        other.action,
                        other.type,
                        other.id,
                        other.version,
                        other.patients,
                        other.status,
                        other.refusal,
                        other.query));
    }
}
