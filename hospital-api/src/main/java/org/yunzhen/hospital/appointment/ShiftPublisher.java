package org.yunzhen.hospital.appointment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.yunzhen.hospital.catalogue.Catalogue;
import org.yunzhen.hospital.catalogue.PriceItem;
import org.yunzhen.hospital.fhir.Inputs;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Ids;
import org.yunzhen.hospital.store.Ownership;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.money.Money;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Publishes shifts as Slots with numbered tickets. What is published already stays as it is, so
 * that the same shift may be published again, and further days with it.
 */
@ApplicationScoped
public class ShiftPublisher {
    private static final int SLOTS_MAX = 3000;
    private static final int WRITES_AT_ONCE = 32;

    private final Schedules schedules;
    private final SlotRows slots;
    private final Tickets tickets;
    private final Documents documents;
    private final Catalogue catalogue;

    ShiftPublisher(
            Schedules schedules,
            SlotRows slots,
            Tickets tickets,
            Documents documents,
            Catalogue catalogue) {
        this.schedules = schedules;
        this.slots = slots;
        this.tickets = tickets;
        this.documents = documents;
        this.catalogue = catalogue;
    }

    /**
     * What was published.
     *
     * @param schedule id of the Schedule
     * @param slots ids of the new Slots, in the order of their time
     * @param existing how many slots of the shift were there before
     */
    public record Published(String schedule, List<String> slots, int existing) {}

    private record Plan(List<SlotFacts> wanted, Set<OffsetDateTime> existing) {
        List<SlotFacts> missing() {
            return wanted.stream().filter(slot -> !existing.contains(slot.start())).toList();
        }
    }

    /**
     * Publishes a shift; slots that are over already are left out.
     *
     * @throws RefusedException 422 {@code reference-not-found}, {@code not-priced}; 409 {@code
     *     shift-overlaps} when the schedule or its doctor has other slots at that time; 400 for
     *     more than 3000 slots at once
     */
    public Uni<Published> publish(Tx tx, Shift shift) {
        return schedules
                .settle(tx, shift)
                .call(known -> slots.oneAtATime(tx, "Schedule/" + known.schedule()))
                .call(known -> doctorsTurn(tx, known))
                .chain(known -> plan(tx, known).chain(plan -> write(tx, known, plan)));
    }

    private Uni<Void> doctorsTurn(Tx tx, Shift shift) {
        return shift.practitioner() == null
                ? Uni.createFrom().voidItem()
                : slots.oneAtATime(tx, "Practitioner/" + shift.practitioner());
    }

    private Uni<Plan> plan(Tx tx, Shift shift) {
        List<SlotFacts> wanted = wanted(tx, shift);
        return slots.touching(
                        tx,
                        shift.schedule(),
                        shift.practitioner(),
                        wanted.stream().map(SlotFacts::start).toList(),
                        wanted.stream().map(SlotFacts::end).toList())
                .map(taken -> new Plan(wanted, existing(shift, wanted, taken)));
    }

    private static Set<OffsetDateTime> existing(
            Shift shift, List<SlotFacts> wanted, List<SlotRows.Taken> taken) {
        Set<SlotRows.Taken> same =
                wanted.stream()
                        .map(s -> new SlotRows.Taken(shift.schedule(), s.start(), s.end()))
                        .collect(Collectors.toSet());
        if (!same.containsAll(taken)) {
            throw new RefusedException(Refusal.SHIFT_OVERLAPS, whoWorks(shift));
        }
        return taken.stream().map(SlotRows.Taken::start).collect(Collectors.toSet());
    }

    /** Whose times may not overlap: the doctor's, or those of a shift that a department shares. */
    private static String whoWorks(Shift shift) {
        return shift.practitioner() == null
                ? "HealthcareService/" + shift.department()
                : "Practitioner/" + shift.practitioner();
    }

    private List<SlotFacts> wanted(Tx tx, Shift shift) {
        Money fee = fee(tx, shift);
        List<SlotFacts> wanted = new ArrayList<>();
        for (LocalDate day = shift.from(); !day.isAfter(shift.until()); day = day.plusDays(1)) {
            if (shift.weekdays().contains(day.getDayOfWeek()) && !shift.holidays().contains(day)) {
                addDay(tx, shift, fee, day, wanted);
            }
        }
        if (wanted.size() > SLOTS_MAX) {
            throw Inputs.invalid("until");
        }
        return wanted;
    }

    private static void addDay(
            Tx tx, Shift shift, Money fee, LocalDate day, List<SlotFacts> wanted) {
        int minutes = shift.slotMinutes();
        int last = shift.end().toSecondOfDay() / 60 - minutes;
        for (int at = shift.start().toSecondOfDay() / 60; at <= last; at += minutes) {
            OffsetDateTime start = BusinessTime.instant(day, LocalTime.of(at / 60, at % 60));
            if (start.plusMinutes(minutes).isAfter(tx.now())) {
                wanted.add(slot(shift, fee, day, start));
            }
        }
    }

    private static SlotFacts slot(Shift shift, Money fee, LocalDate day, OffsetDateTime start) {
        return new SlotFacts(
                Ids.next(),
                shift.schedule(),
                shift.department(),
                shift.practitioner(),
                shift.kind().code(),
                day,
                start,
                start.plusMinutes(shift.slotMinutes()),
                fee,
                shift.item(),
                shift.capacity(),
                shift.capacity(),
                null);
    }

    private Money fee(Tx tx, Shift shift) {
        if (shift.fee() != null) {
            return shift.fee();
        }
        return catalogue
                .item(tx.tenant(), shift.item())
                .map(PriceItem::price)
                .orElseThrow(() -> new RefusedException(Refusal.NOT_PRICED, shift.item()));
    }

    private Uni<Published> write(Tx tx, Shift shift, Plan plan) {
        List<SlotFacts> missing = plan.missing();
        List<String> ids = missing.stream().map(SlotFacts::id).toList();
        Published published = new Published(shift.schedule(), ids, plan.existing().size());
        if (missing.isEmpty()) {
            return Uni.createFrom().item(published);
        }
        return slots.insert(tx, missing)
                .chain(() -> tickets.make(tx, ids, shift.quota()))
                .chain(() -> writeDocuments(tx, shift, missing))
                .replaceWith(published);
    }

    private Uni<Void> writeDocuments(Tx tx, Shift shift, List<SlotFacts> missing) {
        List<Uni<Stored>> writes =
                missing.stream()
                        .map(slot -> create(tx, SlotDocument.of(slot, shift.quota())))
                        .toList();
        return Uni.join()
                .all(writes)
                .usingConcurrencyOf(WRITES_AT_ONCE)
                .andFailFast()
                .replaceWithVoid();
    }

    private Uni<Stored> create(Tx tx, ObjectNode document) {
        return Uni.createFrom()
                .deferred(() -> documents.create(tx, document, Ownership.of("appointment")));
    }
}
