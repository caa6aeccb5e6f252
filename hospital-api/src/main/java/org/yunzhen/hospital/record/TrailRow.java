package org.yunzhen.hospital.record;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.yunzhen.hospital.access.Access;

/**
 * One row of the trail as it is read back.
 *
 * @param relation kind of the relation that let the caller in, or null; see {@link #relations}
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

    /** What is done in a record, and not for somebody, as a visit is. */
    private static final Set<String> IN_RECORD =
            Set.of(
                    "read",
                    "vread",
                    "history",
                    "search",
                    "search_types",
                    "create",
                    "update",
                    "patch",
                    "delete");

    /** Kinds of the relations that let the caller in: of a search there may be several. */
    List<String> relations() {
        return relation == null ? List.of() : List.of(relation.toLowerCase(Locale.ROOT).split(","));
    }

    /** The same row as it concerns one of its patients: nobody but they are there themselves. */
    TrailRow about(String patient) {
        if (relations().size() < 2) {
            return this;
        }
        boolean self = actor.equals("Patient/" + patient);
        String kinds =
                relations().stream()
                        .filter(kind -> self == kind.equals(Access.SELF))
                        .collect(Collectors.joining(","));
        return new TrailRow(
                seq, at, requestId, actor, role, kinds, rule, action, type, id, version, patients,
                status, refusal, query);
    }

    boolean isInRecord() {
        return IN_RECORD.contains(action);
    }

    boolean refused() {
        return status >= CLIENT_ERROR;
    }

    /** {@code Type/id}, or null when no one resource was concerned. */
    String reference() {
        return type == null || id == null ? null : type + "/" + id;
    }
}
