package org.yunzhen.hospital.appointment;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.yunzhen.hospital.store.Database;
import org.yunzhen.hospital.store.Tx;

/** Stops of service that are under way, and who is still to be told. */
@ApplicationScoped
class StopRows {
    private static final String INSERT =
            "INSERT INTO service_stop (tenant, task, reason, slots) VALUES ($1, $2, $3, $4)";

    private static final String OPEN =
            "SELECT tenant, task, reason FROM service_stop WHERE NOT done"
                    + " ORDER BY failed_at, task LIMIT 20";

    private static final String FAILED =
            "UPDATE service_stop SET failed_at = clock_timestamp() WHERE tenant = $1 AND task = $2";

    /** Those who have a number or wait for one; who has arrived stays with the visit. */
    private static final String LEFT =
            """
            SELECT t.appointment FROM appointment_slot s
              JOIN slot_ticket t ON t.tenant = s.tenant AND t.slot = s.slot
             WHERE s.tenant = $1 AND s.stopped_by = $2 AND t.state IN ('held', 'taken')
            UNION ALL
            SELECT w.appointment FROM appointment_slot s
              JOIN slot_waiting w ON w.tenant = s.tenant AND w.slot = s.slot
             WHERE s.tenant = $1 AND s.stopped_by = $2
            LIMIT 100""";

    private static final String COUNT =
            """
            UPDATE service_stop SET cancelled = cancelled + 1 WHERE tenant = $1 AND task = $2""";

    private static final String FINISH =
            """
            UPDATE service_stop SET done = true WHERE tenant = $1 AND task = $2 AND NOT done
            RETURNING slots, cancelled,
                      (SELECT count(*)::int FROM appointment_slot s
                         JOIN slot_ticket t ON t.tenant = s.tenant AND t.slot = s.slot
                        WHERE s.tenant = $1 AND s.stopped_by = $2 AND t.state = 'arrived')""";

    private final Database database;

    StopRows(Database database) {
        this.database = database;
    }

    /** A stop that is not done yet. */
    record Open(String tenant, String task, String reason) {}

    /**
     * What a stop came to.
     *
     * @param inVisit appointments whose patient had checked in: they stay with their visit
     */
    record Counts(int slots, int cancelled, int inVisit) {}

    Uni<Void> insert(Tx tx, String task, String reason, int slots) {
        return tx.run(INSERT, tx.tenant(), task, reason, slots).replaceWithVoid();
    }

    /** Stops of all tenants that are not done, the oldest first; those that failed behind them. */
    Uni<List<Open>> open() {
        return database.reads()
                .preparedQuery(OPEN)
                .execute()
                .map(
                        rows -> {
                            List<Open> found = new ArrayList<>();
                            rows.forEach(row -> found.add(open(row)));
                            return found;
                        });
    }

    /** Some of the appointments that are still to be cancelled. */
    Uni<List<String>> left(Open stop) {
        return database.reads()
                .preparedQuery(LEFT)
                .execute(Tuple.of(stop.tenant(), stop.task()))
                .map(StopRows::ids);
    }

    /** Something of it failed: others come first. */
    Uni<Void> failed(Tx tx, Open stop) {
        return tx.run(FAILED, stop.tenant(), stop.task()).replaceWithVoid();
    }

    /** One more was cancelled. */
    Uni<Void> count(Tx tx, String task) {
        return tx.run(COUNT, tx.tenant(), task).replaceWithVoid();
    }

    /** Ends a stop; null when it was ended before. */
    Uni<Counts> finish(Tx tx, String task) {
        return tx.run(FINISH, tx.tenant(), task).map(StopRows::counts);
    }

    private static Counts counts(RowSet<Row> rows) {
        if (rows.size() == 0) {
            return null;
        }
        Row row = rows.iterator().next();
        return new Counts(row.getInteger(0), row.getInteger(1), row.getInteger(2));
    }

    private static Open open(Row row) {
        return new Open(row.getString(0), row.getString(1), row.getString(2));
    }

    private static List<String> ids(RowSet<Row> rows) {
        List<String> ids = new ArrayList<>();
        rows.forEach(row -> ids.add(row.getString(0)));
        return ids;
    }
}
