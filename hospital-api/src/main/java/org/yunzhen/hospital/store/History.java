package org.yunzhen.hospital.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** All versions of a resource. */
@ApplicationScoped
public class History {
    private static final String VERSIONS =
            "SELECT "
                    + DocumentSql.COLUMNS
                    + " FROM (SELECT "
                    + DocumentSql.COLUMNS
                    + " FROM resource WHERE tenant = $1 AND type = $2 AND id = $3 UNION ALL SELECT "
                    + DocumentSql.COLUMNS
                    + " FROM resource_history WHERE tenant = $1 AND type = $2 AND id = $3) v"
                    + " WHERE version < $4 ORDER BY version DESC LIMIT $5";

    /** Versions below a number, the newest first. */
    public Uni<List<Stored>> versions(Tx tx, String type, String id, int before, int max) {
        return tx.run(VERSIONS, tx.tenant(), type, id, before, max)
                .map(
                        rows -> {
                            List<Stored> versions = new ArrayList<>();
                            rows.forEach(row -> versions.add(Rows.stored(row)));
                            return versions;
                        });
    }
}
