package org.yunzhen.hospital.access;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.yunzhen.hospital.access.TracedReads.Traced;
import org.yunzhen.hospital.store.Database;
import org.yunzhen.hospital.store.Gathering;
import org.yunzhen.hospital.store.Rows;
import org.yunzhen.hospital.store.Seen;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** The reads of one event loop that leave their rows of the trail, many in one statement. */
final class TracedQueue {
    private static final int AT_ONCE_MAX = 256;
    private static final int WAITING_MAX = 20_000;
    private static final int NUMBER_COLUMN = 9;
    private static final int RELATION_COLUMN = 10;

    private static final Set<String> WITHOUT_ASKING =
            Set.of(Access.SELF, Access.PARTY, Reach.PUBLIC.code(), Reach.TENANT.code());

    /**
     * What {@link Access#withoutAsking} and the care relations will say, where that is enough. A
     * caller has the names that {@link Caller#actors} lists.
     */
    private static final String RELATION =
            """
            CASE WHEN w.reach IN ('public', 'tenant') THEN w.reach
                 WHEN w.reach = 'own' AND w.role = 'patient'
                      AND split_part(w.actor, '/', 2) = ANY(r.patients) THEN 'self'
                 WHEN w.reach IN ('party', 'relation')
                      AND r.parties && ARRAY[w.actor, 'Role/' || w.role] THEN 'party'
                 WHEN w.reach IN ('own', 'relation') THEN
                     (SELECT min(c.kind) FROM care_relation c
                       WHERE c.tenant = w.tenant AND c.actor IN (w.actor, 'Role/' || w.role)
                         AND c.patient = ANY(r.patients)
                         AND c.valid_from <= now() AND c.valid_until > now()) END AS relation
            """;

    private static final String SEEN =
            """
            SELECT r.*, w.number, w.tenant AS of, w.type AS wanted_type, w.id AS wanted_id,
                   w.request_id, w.actor, w.role, w.rule,
            """
                    + RELATION
                    + """
              FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                          $8::text[], $9::text[])
                     WITH ORDINALITY
                     AS w(tenant, type, id, reach, request_id, actor, role, rule, number)
              LEFT JOIN (SELECT tenant AS r_tenant,
            """
                    + Rows.COLUMNS
                    + """
                           FROM resource) r
                     ON r.r_tenant = w.tenant AND r.type = w.type AND r.id = w.id
            """;

    private static final String READ =
            "WITH seen AS MATERIALIZED ("
                    + SEEN
                    + """
            ), rows AS (
                INSERT INTO trail (tenant, at, request_id, actor, role, relation, rule, action, type,
                                   resource_id, version, patients, status, refusal)
                SELECT seen.of, $1, seen.request_id, seen.actor, seen.role,
                       CASE WHEN seen.id IS NOT NULL THEN seen.relation END, seen.rule, 'read',
                       seen.wanted_type, seen.wanted_id, seen.version,
                       coalesce(seen.patients, '{}'),
                       CASE WHEN seen.id IS NULL THEN 404 WHEN seen.deleted THEN 410 ELSE 200 END,
                       CASE WHEN seen.id IS NULL THEN 'not-found' WHEN seen.deleted THEN 'gone' END
                  FROM seen
                 WHERE seen.relation IS NOT NULL)
            SELECT\s"""
                    + Rows.COLUMNS
                    + ", number, relation FROM seen";

    /** One read: how far the rule that lets the caller in reaches, and the row as it is known. */
    record Wanted(Reach reach, TrailEntry row) {
        private Traced traced(Seen seen, String relation) {
            if (relation == null) {
                return new Traced(seen, null);
            }
            if (seen == null) {
                return new Traced(null, row.refused(Refusal.NOT_FOUND));
            }
            Stored stored = seen.stored();
            TrailEntry looked = row.looked(relation, stored.version(), stored.patients());
            return new Traced(seen, stored.deleted() ? looked.refused(Refusal.GONE) : looked);
        }
    }

    private final SqlClient client;
    private final Gathering<Wanted, Traced> gathering;

    TracedQueue(Database database) {
        this.client = database.probing("traced", 1);
        this.gathering =
                new Gathering<>(
                        this::readAll,
                        AT_ONCE_MAX,
                        WAITING_MAX,
                        () -> new RefusedException(Refusal.OVERLOADED));
    }

    Uni<Traced> read(Wanted wanted) {
        return gathering.ask(wanted);
    }

    private Uni<List<Traced>> readAll(List<Wanted> wanted) {
        return client.preparedQuery(READ)
                .execute(Tuple.tuple(columns(wanted)))
                .map(rows -> inOrder(wanted, rows));
    }

    private static List<Object> columns(List<Wanted> wanted) {
        List<Object> columns = new ArrayList<>();
        columns.add(OffsetDateTime.now(ZoneOffset.UTC));
        columns.add(texts(wanted, w -> w.row().tenant()));
        columns.add(texts(wanted, w -> w.row().type()));
        columns.add(texts(wanted, w -> w.row().id()));
        columns.add(texts(wanted, w -> w.reach().code()));
        columns.add(texts(wanted, w -> w.row().requestId()));
        columns.add(texts(wanted, w -> w.row().actor()));
        columns.add(texts(wanted, w -> w.row().role()));
        columns.add(texts(wanted, w -> w.row().rule()));
        return columns;
    }

    private static String[] texts(List<Wanted> wanted, Function<Wanted, String> value) {
        String[] column = new String[wanted.size()];
        for (int i = 0; i < column.length; i++) {
            column[i] = value.apply(wanted.get(i));
        }
        return column;
    }

    /** What needs no asking is decided of what was read, not here. */
    private static String care(String relation) {
        return WITHOUT_ASKING.contains(String.valueOf(relation)) ? null : relation;
    }

    private static List<Traced> inOrder(List<Wanted> wanted, RowSet<Row> rows) {
        Traced[] traced = new Traced[wanted.size()];
        for (Row row : rows) {
            int at = row.getLong(NUMBER_COLUMN).intValue() - 1;
            String relation = row.getString(RELATION_COLUMN);
            boolean found = row.getString(1) != null;
            Seen seen = found ? new Seen(Rows.stored(row), care(relation)) : null;
            traced[at] = wanted.get(at).traced(seen, relation);
        }
        return Arrays.asList(traced);
    }
}
