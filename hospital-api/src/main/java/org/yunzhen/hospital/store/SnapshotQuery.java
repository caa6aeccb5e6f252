package org.yunzhen.hospital.store;

import java.time.OffsetDateTime;
import java.util.List;

/**
 * Some versions of one type as they were at an instant: of each resource the newest that was made
 * up to then, unless it was deleted before what is asked for began.
 *
 * @param asOf the instant; all that was begun before it has ended
 * @param since only versions made after it, deletions too; or null
 * @param filters conditions of which all of one filter must hold; empty: no condition
 * @param ofPatients only what stands in a patient's compartment
 * @param members only what stands in the compartments of these, or null
 * @param after the id after which to go on; empty at the beginning
 * @param count how many at most
 */
public record SnapshotQuery(
        String type,
        OffsetDateTime asOf,
        OffsetDateTime since,
        List<List<Criterion>> filters,
        boolean ofPatients,
        List<String> members,
        String after,
        int count) {}
