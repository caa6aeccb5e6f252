package org.yunzhen.hospital.fhir.bulk;

import java.time.OffsetDateTime;
import java.util.List;

/**
 * An export as it stands.
 *
 * @param request the address that was asked
 * @param asOf versions made later do not belong to it
 * @param since only what changed after it, or null
 * @param filters {@code Type?parameters}
 * @param ofPatients only what stands in a patient's compartment
 * @param members only of these patients, or null
 * @param typeAt place in {@code types} of what is under way
 * @param afterId the last id of it that was looked at
 * @param expires until when its files can be fetched, or null while it is under way
 */
record ExportJob(
        String id,
        String request,
        OffsetDateTime asOf,
        OffsetDateTime since,
        List<String> types,
        List<String> filters,
        boolean ofPatients,
        List<String> members,
        int typeAt,
        String afterId,
        int files,
        long resources,
        OffsetDateTime ended,
        OffsetDateTime expires) {
    /** So often its work is tried before it is given up. */
    static final int ATTEMPTS_MAX = 5;

    boolean isComplete() {
        return ended != null && expires != null && typeAt >= types.size();
    }

    boolean isGivenUp() {
        return ended != null && typeAt < types.size();
    }

    /** The type under way. */
    String type() {
        return types.get(typeAt);
    }
}
