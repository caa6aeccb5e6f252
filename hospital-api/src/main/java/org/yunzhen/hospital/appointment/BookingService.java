package org.yunzhen.hospital.appointment;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.yunzhen.hospital.access.Access;
import org.yunzhen.hospital.event.Events;
import org.yunzhen.hospital.event.Kinds;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.platform.config.YunzhenConfig;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Ids;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Issue;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Gives a patient a number of a slot, exactly once. Within the transaction the patient's day is
 * taken first, then the lowest free number, last the slot's count.
 */
@ApplicationScoped
class BookingService {
    private final Access access;
    private final Documents documents;
    private final SlotFinder finder;
    private final SlotRows slots;
    private final PatientDays days;
    private final Tickets tickets;
    private final WaitingList waiting;
    private final Numbers numbers;
    private final SlotStatus slotStatus;
    private final Appointments appointments;
    private final CareOfSlot care;
    private final Events events;
    private final List<BookingRule> rules;
    private final int waitingMax;

    BookingService(
            Access access,
            Documents documents,
            SlotFinder finder,
            SlotRows slots,
            PatientDays days,
            Tickets tickets,
            WaitingList waiting,
            Numbers numbers,
            SlotStatus slotStatus,
            Appointments appointments,
            CareOfSlot care,
            Events events,
            @All List<BookingRule> rules,
            YunzhenConfig config) {
        this.access = access;
        this.documents = documents;
        this.finder = finder;
        this.slots = slots;
        this.days = days;
        this.tickets = tickets;
        this.waiting = waiting;
        this.numbers = numbers;
        this.slotStatus = slotStatus;
        this.appointments = appointments;
        this.care = care;
        this.events = events;
        this.rules = rules;
        this.waitingMax = config.appointment().waitingMax();
    }

    /**
     * Books or holds: 201 with the new Appointment; 200 with the held one that is booked now.
     *
     * @throws RefusedException 403 for another's patient, 404 or 422 for a slot that is none, 409
     *     {@code slot-closed}, {@code already-booked}, {@code already-waiting}, {@code
     *     slot-sold-out}, 422 for a rule
     */
    Uni<Answer> book(Call call, Tx tx, BookingWish wish) {
        return access.actFor(tx, call.caller(), wish.patient())
                .invoke(call.trace()::through)
                .chain(() -> finder.open(tx, wish.slot()))
                .call(slot -> keepsRules(tx, wish, slot))
                .chain(slot -> bookIn(tx, wish, slot))
                .invoke(answer -> call.trace().touched(answer.stored()));
    }

    private Uni<Void> keepsRules(Tx tx, BookingWish wish, SlotFacts slot) {
        return existing(tx, "Patient", wish.patient())
                .map(
                        patient ->
                                new Booking(
                                        wish, slot, patient.document(), BusinessTime.day(tx.now())))
                .invoke(this::check)
                .chain(
                        () ->
                                wish.coverage() == null
                                        ? Uni.createFrom().voidItem()
                                        : existing(tx, "Coverage", wish.coverage())
                                                .invoke(coverage -> belongs(coverage, wish))
                                                .replaceWithVoid());
    }

    private void check(Booking booking) {
        List<Issue> found =
                rules.stream().map(rule -> rule.check(booking)).flatMap(Optional::stream).toList();
        if (!found.isEmpty()) {
            throw new RefusedException(found);
        }
    }

    private static void belongs(Stored coverage, BookingWish wish) {
        if (!coverage.patients().contains(wish.patient())) {
            throw new RefusedException(Refusal.REFERENCE_NOT_FOUND, coverage.reference());
        }
    }

    private Uni<Stored> existing(Tx tx, String type, String id) {
        return documents
                .find(tx, type, id)
                .map(
                        found ->
                                found.filter(stored -> !stored.deleted())
                                        .orElseThrow(
                                                () ->
                                                        new RefusedException(
                                                                Refusal.REFERENCE_NOT_FOUND,
                                                                type + "/" + id)));
    }

    private Uni<Answer> bookIn(Tx tx, BookingWish wish, SlotFacts slot) {
        String id = Ids.next();
        return days.take(tx, wish.patient(), slot, id)
                .chain(
                        isFirst ->
                                isFirst
                                        ? number(tx, wish, slot, id).map(Answer::created)
                                        : second(tx, wish, slot));
    }

    private Uni<Stored> number(Tx tx, BookingWish wish, SlotFacts slot, String id) {
        OffsetDateTime expires =
                wish.onlyHold() ? numbers.holdExpires(tx) : numbers.holdExpires(tx, slot);
        return tickets.take(tx, slot.id(), wish.channel(), id, expires)
                .chain(
                        ticket ->
                                ticket.isPresent()
                                        ? given(tx, wish, slot, id, ticket.get())
                                        : soldOut(tx, wish, slot, id, expires));
    }

    private Uni<Stored> given(
            Tx tx, BookingWish wish, SlotFacts slot, String id, Tickets.Ticket ticket) {
        boolean held = ticket.holdExpires() != null;
        AppointmentDocument document =
                AppointmentDocument.of(wish, id, tx.now())
                        .status(held ? AppointmentStatus.PENDING : AppointmentStatus.BOOKED)
                        .in(slot)
                        .numbered(ticket.number(), ticket.holdExpires());
        return appointments
                .create(tx, document, slot)
                .call(() -> care.open(tx, slot, document))
                .call(stored -> events.tell(tx, Numbers.kind(ticket.holdExpires()), stored))
                .call(() -> slotStatus.taken(tx, slot.id()));
    }

    private Uni<Stored> soldOut(
            Tx tx, BookingWish wish, SlotFacts slot, String id, OffsetDateTime expires) {
        if (!wish.waitlist()) {
            return Uni.createFrom().failure(new RefusedException(Refusal.SLOT_SOLD_OUT));
        }
        return slots.lock(tx, slot.id())
                .invoke(locked -> finder.refuseClosed(tx, locked.get(0)))
                .chain(() -> tickets.take(tx, slot.id(), wish.channel(), id, expires))
                .chain(
                        ticket ->
                                ticket.isPresent()
                                        ? given(tx, wish, slot, id, ticket.get())
                                        : joined(tx, wish, slot, id));
    }

    private Uni<Stored> joined(Tx tx, BookingWish wish, SlotFacts slot, String id) {
        AppointmentDocument document =
                AppointmentDocument.of(wish, id, tx.now())
                        .status(AppointmentStatus.WAITLIST)
                        .in(slot);
        return waiting.length(tx, slot.id())
                .invoke(this::refuseFull)
                .chain(() -> waiting.join(tx, slot.id(), wish.channel(), id))
                .chain(() -> waiting.ahead(tx, id))
                .chain(ahead -> appointments.create(tx, document.waiting(ahead + 1), slot));
    }

    private void refuseFull(long length) {
        if (length >= waitingMax) {
            throw new RefusedException(Refusal.WAITLIST_FULL);
        }
    }

    /** The patient has an appointment on that day: it is told, or booked if it was only held. */
    private Uni<Answer> second(Tx tx, BookingWish wish, SlotFacts slot) {
        return days.holder(tx, wish.patient(), slot)
                .chain(holder -> firstOf(tx, holder))
                .chain(
                        first ->
                                first.map(locked -> confirmed(tx, wish, locked))
                                        .orElseThrow(BookingService::already));
    }

    private Uni<Optional<Appointments.Locked>> firstOf(Tx tx, String holder) {
        return holder == null
                ? Uni.createFrom().item(Optional.empty())
                : appointments.lock(tx, holder);
    }

    private Uni<Answer> confirmed(Tx tx, BookingWish wish, Appointments.Locked first) {
        boolean onlyHeld =
                first.status() == AppointmentStatus.PENDING
                        && first.slot().id().equals(wish.slot())
                        && first.slot().fee().isZero()
                        && !wish.onlyHold();
        if (!onlyHeld) {
            throw first.status() == AppointmentStatus.WAITLIST
                    ? new RefusedException(Refusal.ALREADY_WAITING)
                    : already();
        }
        AppointmentDocument document =
                first.document().status(first.status().after(AppointmentStatus.Move.PAY)).unheld();
        return tickets.keep(tx, document.id())
                .chain(() -> appointments.update(tx, first.stored(), document, first.slot()))
                .call(() -> care.open(tx, first.slot(), document))
                .call(stored -> events.tell(tx, Kinds.APPOINTMENT_BOOKED, stored))
                .map(Answer::updated);
    }

    private static RefusedException already() {
        return new RefusedException(Refusal.ALREADY_BOOKED);
    }
}
