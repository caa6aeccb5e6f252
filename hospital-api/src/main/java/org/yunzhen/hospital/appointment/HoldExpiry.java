package org.yunzhen.hospital.appointment;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.yunzhen.hospital.store.Database;
import org.yunzhen.hospital.store.Leases;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.store.Tx;

/** Returns the numbers of holds that were not paid in time, each in its own transaction. */
@ApplicationScoped
class HoldExpiry {
    private static final Logger LOG = Logger.getLogger(HoldExpiry.class);

    /**
     * How long the holds of a node that died wait for another. Each is looked at again under its
     * lock, so two nodes at once do no harm.
     */
    private static final Duration LEASE = Duration.ofSeconds(10);

    private static final String EXPIRED =
            """
            SELECT tenant, appointment FROM slot_ticket
             WHERE state = 'held' AND hold_expires < $1
             ORDER BY hold_expires LIMIT 100""";

    private final Database database;
    private final Leases leases;
    private final Transactions transactions;
    private final Appointments appointments;
    private final Tickets tickets;
    private final CancelService cancellations;

    HoldExpiry(
            Database database,
            Leases leases,
            Transactions transactions,
            Appointments appointments,
            Tickets tickets,
            CancelService cancellations) {
        this.database = database;
        this.leases = leases;
        this.transactions = transactions;
        this.appointments = appointments;
        this.tickets = tickets;
        this.cancellations = cancellations;
    }

    private record Expired(String tenant, String appointment) {}

    @Scheduled(every = "3s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> expire() {
        return leases.whenHeld("appointment.hold-expiry", LEASE, this::expireAll)
                .onFailure()
                .invoke(failure -> LOG.warn("holds cannot be expired for now", failure))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> expireAll() {
        OffsetDateTime now = Instant.now().atOffset(ZoneOffset.UTC);
        return database.reads()
                .preparedQuery(EXPIRED)
                .execute(Tuple.of(now))
                .map(
                        rows -> {
                            List<Expired> found = new ArrayList<>();
                            rows.forEach(
                                    row ->
                                            found.add(
                                                    new Expired(
                                                            row.getString(0), row.getString(1))));
                            return found;
                        })
                .chain(HoldExpiry.this::expireEach);
    }

    private Uni<Void> expireEach(List<Expired> found) {
        return Multi.createFrom()
                .iterable(found)
                .onItem()
                .transformToUniAndConcatenate(this::expireOne)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> expireOne(Expired expired) {
        return transactions
                .run(expired.tenant(), tx -> expireIn(tx, expired.appointment()))
                .onFailure()
                .invoke(failure -> LOG.warn("one hold cannot be expired for now", failure))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> expireIn(Tx tx, String id) {
        return appointments
                .lock(tx, id)
                .chain(
                        found ->
                                found.filter(l -> l.status() == AppointmentStatus.PENDING)
                                        .map(locked -> ifStillHeld(tx, locked))
                                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    /** It may have been paid, or given back, since it was found. */
    private Uni<Void> ifStillHeld(Tx tx, Appointments.Locked locked) {
        return tickets.find(tx, locked.stored().id())
                .map(
                        ticket ->
                                ticket.map(Tickets.Ticket::holdExpires)
                                        .filter(at -> at.isBefore(tx.now()))
                                        .isPresent())
                .chain(
                        isOver ->
                                isOver
                                        ? cancellations
                                                .cancel(tx, locked, CancelReason.HOLD_EXPIRED, null)
                                                .replaceWithVoid()
                                        : Uni.createFrom().voidItem());
    }
}
