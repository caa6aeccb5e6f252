package org.yunzhen.hospital.access;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.yunzhen.hospital.store.Tx;

/**
 * Who has written a record, by what stands beside its versions: a document says of itself what its
 * writer wants, and the trail may be kept elsewhere after a time.
 */
@ApplicationScoped
public class Authorship {
    private static final String WRITTEN_BY_ROLE =
            """
            SELECT 1 FROM resource
             WHERE tenant = $1 AND type = $2 AND id = $3 AND written_by = $4
            UNION ALL
            SELECT 1 FROM resource_history
             WHERE tenant = $1 AND type = $2 AND id = $3 AND written_by = $4
             LIMIT 1""";

    /** Whether somebody of a role has written any version of a record by a plain write. */
    public Uni<Boolean> isOfRole(Tx tx, Role role, String type, String id) {
        return tx.run(WRITTEN_BY_ROLE, tx.tenant(), type, id, role.code())
                .map(rows -> rows.size() > 0);
    }
}
