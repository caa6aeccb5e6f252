package org.yunzhen.hospital.consultation;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.yunzhen.hospital.store.Tx;

/** The rows of visits. */
@ApplicationScoped
class VisitRows {
    private static final String OPEN =
            """
            INSERT INTO visit (tenant, encounter, appointment, patient, department, shared, doctor,
                               status, opened_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT (tenant, appointment) DO NOTHING""";

    private static final String FIND =
            """
            SELECT encounter, appointment, patient, department, shared, doctor, status FROM visit
             WHERE tenant = $1 AND encounter = $2""";

    /** Compare and set: of two that race exactly one finds the row in its old state. */
    private static final String MOVE =
            """
            UPDATE visit SET status = $4, doctor = $5,
                   accepted_at = CASE WHEN status = 'arrived' AND $4 = 'in-progress' THEN $6
                                      ELSE accepted_at END
             WHERE tenant = $1 AND encounter = $2 AND status = $3""";

    private static final String UNDER_WAY =
            """
            SELECT count(*) FROM visit
             WHERE tenant = $1 AND doctor = $2 AND status IN ('in-progress', 'onleave')""";

    private static final String ACCEPTED_SINCE =
            """
            SELECT count(*) FROM visit
             WHERE tenant = $1 AND doctor = $2 AND accepted_at >= $3""";

    /** Two visits that one doctor accepts at once are counted one after the other. */
    private static final String LOCK_DOCTOR =
            "SELECT pg_advisory_xact_lock(hashtextextended('visits of ' || $1 || ' ' || $2, 0))::text";

    private static final String UNATTENDED =
            """
            SELECT tenant, encounter FROM visit
             WHERE status = 'arrived' AND opened_at < $1 ORDER BY opened_at LIMIT 500""";

    /**
     * A visit that a timed job must end.
     *
     * @param encounter id of its Encounter
     */
    record Unattended(String tenant, String encounter) {}

    /** Opens a visit; false when its appointment has one already. */
    Uni<Boolean> open(Tx tx, Visit visit) {
        return tx.run(
                        OPEN,
                        Arrays.asList(
                                tx.tenant(),
                                visit.encounter(),
                                visit.appointment(),
                                visit.patient(),
                                visit.department(),
                                visit.shared(),
                                visit.doctor(),
                                visit.status().code(),
                                tx.now()))
                .map(rows -> rows.rowCount() == 1);
    }

    Uni<Optional<Visit>> find(Tx tx, String encounter) {
        return tx.run(FIND, tx.tenant(), encounter)
                .map(
                        rows -> {
                            var iterator = rows.iterator();
                            return iterator.hasNext()
                                    ? Optional.of(visit(iterator.next()))
                                    : Optional.empty();
                        });
    }

    /** Moves a visit that was read under the lock of its Encounter. */
    Uni<Void> move(Tx tx, Visit visit, VisitStatus next, String doctor) {
        return tx.run(
                        MOVE,
                        Arrays.asList(
                                tx.tenant(),
                                visit.encounter(),
                                visit.status().code(),
                                next.code(),
                                doctor,
                                tx.now()))
                .invoke(
                        rows -> {
                            if (rows.rowCount() != 1) {
                                throw new IllegalStateException(
                                        "a visit was moved without its lock");
                            }
                        })
                .replaceWithVoid();
    }

    /** How many visits a doctor has under way; nobody else counts them until the end. */
    Uni<Long> underWay(Tx tx, String doctor) {
        return tx.run(LOCK_DOCTOR, tx.tenant(), doctor)
                .chain(() -> tx.run(UNDER_WAY, tx.tenant(), doctor))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** How many visits a doctor has accepted from an instant on. */
    Uni<Long> acceptedSince(Tx tx, String doctor, OffsetDateTime since) {
        return tx.run(ACCEPTED_SINCE, tx.tenant(), doctor, since)
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** Visits of all tenants that nobody accepted, opened before an instant. */
    Uni<List<Unattended>> unattended(Tx tx, OffsetDateTime openedBefore) {
        return tx.run(UNATTENDED, openedBefore)
                .map(
                        rows -> {
                            List<Unattended> found = new ArrayList<>();
                            rows.forEach(
                                    row ->
                                            found.add(
                                                    new Unattended(
                                                            row.getString(0), row.getString(1))));
                            return found;
                        });
    }

    private static Visit visit(Row row) {
        return new Visit(
                row.getString(0),
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getBoolean(4),
                row.getString(5),
                VisitStatus.of(row.getString(6)));
    }
}
