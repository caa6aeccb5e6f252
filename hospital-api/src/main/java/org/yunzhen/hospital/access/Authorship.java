package org.yunzhen.hospital.access;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.yunzhen.hospital.store.Tx;

/** Who has written a record, by the trail: a document says of itself what its writer wants. */
@ApplicationScoped
public class Authorship {
    /** Found through the index of a patient's rows. */
    private static final String WRITTEN_BY_ROLE =
            """
            SELECT 1 FROM trail
             WHERE tenant = $1 AND patients @> ARRAY[$2] AND type = $3 AND resource_id = $4
               AND role = $5 AND action IN ('create', 'update', 'patch') AND status < 300
             LIMIT 1""";

    /** Whether somebody of a role has written any version of a record by a plain write. */
    public Uni<Boolean> isOfRole(Tx tx, Role role, String patient, String type, String id) {
        return tx.run(WRITTEN_BY_ROLE, tx.tenant(), patient, type, id, role.code())
                .map(rows -> rows.size() > 0);
    }
}
