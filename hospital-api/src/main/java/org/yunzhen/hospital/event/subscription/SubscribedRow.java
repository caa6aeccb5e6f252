package org.yunzhen.hospital.event.subscription;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import org.yunzhen.hospital.access.Role;

/** A subscription as its row has it. */
final class SubscribedRow {
    /** What is read of the table {@code subscription s}, in the order in which it is taken. */
    static final String COLUMNS =
            """
            s.tenant, s.id, s.actor, s.role, s.base, s.type, s.criteria, s.topic, s.kind, s.content,
            s.channel, s.endpoint, s.headers, s.heartbeat, s.ends, s.status, s.last, s.delivered, s.problem,
            s.revision, s.created_at""";

    private SubscribedRow() {}

    /** All that were found. */
    static List<Subscribed> all(RowSet<Row> rows) {
        List<Subscribed> all = new ArrayList<>(rows.size());
        rows.forEach(row -> all.add(of(row)));
        return all;
    }

    private static Subscribed of(Row row) {
        return new Subscribed(
                row.getString(0),
                row.getString(1),
                row.getString(2),
                Role.of(row.getString(3)).orElse(Role.ANONYMOUS),
                row.getString(4),
                row.getString(5),
                List.of(row.getArrayOfStrings(6)),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                row.getString(11),
                List.of(row.getArrayOfStrings(12)),
                row.getInteger(13),
                row.getOffsetDateTime(14),
                row.getString(15),
                row.getLong(16),
                row.getLong(17),
                row.getString(18),
                row.getInteger(19),
                row.getOffsetDateTime(20));
    }
}
