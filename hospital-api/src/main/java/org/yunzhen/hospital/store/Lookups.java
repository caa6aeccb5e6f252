package org.yunzhen.hospital.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Reads by id for many requests of one event loop in one statement. What one request may see has no
 * part in what another gets: each row carries the relation of its own caller only.
 */
final class Lookups {
    private static final int AT_ONCE_MAX = 256;
    private static final int WAITING_MAX = 20_000;
    private static final int NUMBER_COLUMN = 9;
    private static final int RELATION_COLUMN = 10;

    private static final String LOOK_UP =
            """
            SELECT r.type, r.id, r.version, r.last_updated, r.deleted, r.workflow, r.patients,
                   r.parties, r.body, w.number,
                   CASE WHEN w.actors <> '' THEN
                       (SELECT min(c.kind) FROM care_relation c
                         WHERE c.tenant = r.tenant AND c.actor = ANY(string_to_array(w.actors, ' '))
                           AND c.patient = ANY(r.patients)
                           AND c.valid_from <= now() AND c.valid_until > now()) END
              FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
                     WITH ORDINALITY AS w(tenant, type, id, actors, number)
              JOIN resource r ON r.tenant = w.tenant AND r.type = w.type AND r.id = w.id""";

    /**
     * What one request wants to read.
     *
     * @param actors names of the caller whose relation is asked, parted by spaces; or empty
     */
    record Wanted(String tenant, String type, String id, String actors) {}

    private final SqlClient client;
    private final Gathering<Wanted, Seen> gathering;

    Lookups(Database database) {
        this.client = database.probing("lookups", 1);
        this.gathering =
                new Gathering<>(
                        this::lookUp,
                        AT_ONCE_MAX,
                        WAITING_MAX,
                        () -> new RefusedException(Refusal.OVERLOADED));
    }

    /** The version wanted, or null when there is none. */
    Uni<Seen> find(Wanted wanted) {
        return gathering.ask(wanted);
    }

    private Uni<List<Seen>> lookUp(List<Wanted> wanted) {
        Tuple columns =
                Tuple.of(
                        column(wanted, Wanted::tenant),
                        column(wanted, Wanted::type),
                        column(wanted, Wanted::id),
                        column(wanted, Wanted::actors));
        return client.preparedQuery(LOOK_UP)
                .execute(columns)
                .map(rows -> inOrder(rows, wanted.size()));
    }

    private static String[] column(List<Wanted> wanted, Function<Wanted, String> value) {
        return wanted.stream().map(value).toArray(String[]::new);
    }

    private static List<Seen> inOrder(RowSet<Row> rows, int size) {
        Seen[] seen = new Seen[size];
        for (Row row : rows) {
            int number = row.getLong(NUMBER_COLUMN).intValue();
            seen[number - 1] = new Seen(Rows.stored(row), row.getString(RELATION_COLUMN));
        }
        return Arrays.asList(seen);
    }
}
