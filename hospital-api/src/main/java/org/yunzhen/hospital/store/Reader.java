package org.yunzhen.hospital.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The read path: one statement, bytes as they are stored. */
@ApplicationScoped
public class Reader {
    private static final int RELATION_COLUMN = 9;

    private static final String READ_WITH_RELATION =
            "SELECT "
                    + DocumentSql.COLUMNS
                    + """
                    , (SELECT min(c.kind) FROM care_relation c
                        WHERE c.tenant = $1 AND c.actor = ANY($4) AND c.patient = ANY(r.patients)
                          AND c.valid_from <= now() AND c.valid_until > now())
                     FROM resource r WHERE tenant = $1 AND type = $2 AND id = $3""";

    private final PerLoop<Lookups> lookups;

    Reader(Database database) {
        this.lookups = new PerLoop<>(() -> new Lookups(database));
    }

    /** The current version, or null when there never was one. */
    public Uni<Seen> read(Tx tx, String type, String id) {
        return tx.isOpen()
                ? tx.run(DocumentSql.FIND, tx.tenant(), type, id).map(rows -> first(rows, false))
                : lookups.mine().find(new Lookups.Wanted(tx.tenant(), type, id, ""));
    }

    /** The same with the relation of an actor, under any of its names, to its patients. */
    public Uni<Seen> read(Tx tx, String type, String id, List<String> actors) {
        if (!tx.isOpen()) {
            String names = String.join(" ", actors);
            return lookups.mine().find(new Lookups.Wanted(tx.tenant(), type, id, names));
        }
        return tx.run(READ_WITH_RELATION, tx.tenant(), type, id, actors.toArray(String[]::new))
                .map(rows -> first(rows, true));
    }

    private static Seen first(RowSet<Row> rows, boolean withRelation) {
        var iterator = rows.iterator();
        if (!iterator.hasNext()) {
            return null;
        }
        Row row = iterator.next();
        return new Seen(Rows.stored(row), withRelation ? row.getString(RELATION_COLUMN) : null);
    }
}
