package org.yunzhen.hospital.record;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.yunzhen.hospital.store.Tx;

/** Reads the trail, newest first; writing it is the door's alone. */
@ApplicationScoped
class TrailRows {
    private static final String SELECT =
            """
            SELECT seq, at, request_id, actor, role, relation, rule, action, type, resource_id,
                   version, patients, status, refusal, query
              FROM trail WHERE\s""";

    private static final String NEWEST_FIRST = " ORDER BY seq DESC LIMIT $";

    Uni<List<TrailRow>> find(Tx tx, TrailFilter filter, int count) {
        List<Object> values = new ArrayList<>(filter.values());
        values.add(count);
        return tx.run(SELECT + filter.sql() + NEWEST_FIRST + values.size(), values)
                .map(
                        rows -> {
                            List<TrailRow> found = new ArrayList<>(rows.size());
                            rows.forEach(row -> found.add(row(row)));
                            return found;
                        });
    }

    /** How many there are in all. */
    Uni<Long> count(Tx tx, TrailFilter filter) {
        return tx.run("SELECT count(*) FROM trail WHERE " + filter.sql(), filter.values())
                .map(rows -> rows.iterator().next().getLong(0));
    }

    private static TrailRow row(Row row) {
        String[] patients = row.getArrayOfStrings(11);
        return new TrailRow(
                row.getLong(0),
                row.getOffsetDateTime(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getInteger(10),
                List.of(patients),
                row.getShort(12),
                row.getString(13),
                row.getString(14));
    }
}
