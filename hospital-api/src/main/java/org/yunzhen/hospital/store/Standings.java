package org.yunzhen.hospital.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Where many documents stand, without what they say. */
@ApplicationScoped
public class Standings {
    private static final String OF_MANY =
            """
            SELECT id, patients, parties FROM resource
             WHERE tenant = $1 AND type = $2 AND id = ANY($3) AND NOT deleted""";

    /** By id; those that are deleted or never were are missing. */
    public Uni<Map<String, Standing>> of(Tx tx, String type, Collection<String> ids) {
        return tx.run(OF_MANY, tx.tenant(), type, ids.toArray(String[]::new)).map(Standings::byId);
    }

    private static Map<String, Standing> byId(RowSet<Row> rows) {
        Map<String, Standing> all = new HashMap<>();
        for (Row row : rows) {
            all.put(row.getString(0), new Standing(Rows.texts(row, 1), Rows.texts(row, 2)));
        }
        return all;
    }
}
