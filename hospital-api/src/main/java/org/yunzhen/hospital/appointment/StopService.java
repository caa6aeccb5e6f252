package org.yunzhen.hospital.appointment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Ids;
import org.yunzhen.hospital.store.InTurn;
import org.yunzhen.hospital.store.Ownership;
import org.yunzhen.hospital.store.Stamp;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.json.FhirJson;

/**
 * Stops the service of a schedule: its slots are closed at once; who had a number or waited is told
 * by {@link StopJob} in small transactions, and the Task ends when nobody is left over.
 */
@ApplicationScoped
class StopService {
    private static final long NO_END_YEARS = 50;

    private final Schedules schedules;
    private final SlotRows slots;
    private final SlotStatus slotStatus;
    private final StopRows stops;
    private final Appointments appointments;
    private final CancelService cancellations;
    private final Documents documents;

    StopService(
            Schedules schedules,
            SlotRows slots,
            SlotStatus slotStatus,
            StopRows stops,
            Appointments appointments,
            CancelService cancellations,
            Documents documents) {
        this.schedules = schedules;
        this.slots = slots;
        this.slotStatus = slotStatus;
        this.stops = stops;
        this.appointments = appointments;
        this.cancellations = cancellations;
        this.documents = documents;
    }

    /**
     * What is to be stopped.
     *
     * @param from slots that end after it, or null for from now on
     * @param until slots that begin before it, or null for no end
     */
    record Wish(String schedule, String reason, OffsetDateTime from, OffsetDateTime until) {}

    /** Closes the slots and answers the Task that goes on. */
    Uni<Stored> stop(Call call, Tx tx, Wish wish) {
        String task = Ids.next();
        OffsetDateTime from = wish.from() == null ? tx.now() : wish.from();
        OffsetDateTime until =
                wish.until() == null ? tx.now().plusYears(NO_END_YEARS) : wish.until();
        return schedules
                .existing(tx, wish.schedule())
                .chain(() -> slots.stop(tx, wish.schedule(), from, until, task))
                .call(ids -> closeAll(tx, ids))
                .call(ids -> stops.insert(tx, task, wish.reason(), ids.size()))
                .chain(() -> documents.create(tx, task(call, tx, wish, task), owner(call)));
    }

    /** Cancels one of those who are left; nothing where it is over meanwhile. */
    Uni<Void> cancelOne(Tx tx, StopRows.Open stop, String appointment) {
        return appointments
                .lock(tx, appointment)
                .chain(
                        found ->
                                found.filter(l -> l.status().allows(AppointmentStatus.Move.CANCEL))
                                        .map(locked -> cancelled(tx, stop, locked))
                                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    /** Ends the Task: nobody is left over. */
    Uni<Void> finish(Tx tx, StopRows.Open stop) {
        return stops.finish(tx, stop.task())
                .chain(
                        counts ->
                                counts == null
                                        ? Uni.createFrom().voidItem()
                                        : complete(tx, stop.task(), counts));
    }

    private Uni<Void> closeAll(Tx tx, List<String> ids) {
        return InTurn.each(ids.stream().sorted().toList(), id -> slotStatus.stopped(tx, id));
    }

    private Uni<Void> cancelled(Tx tx, StopRows.Open stop, Appointments.Locked locked) {
        return cancellations
                .cancel(tx, locked, CancelReason.SERVICE_STOPPED, stop.reason())
                .chain(() -> stops.count(tx, stop.task()));
    }

    private Uni<Void> complete(Tx tx, String task, StopRows.Counts counts) {
        return documents
                .lock(tx, "Task", task)
                .map(Optional::orElseThrow)
                .chain(stored -> documents.update(tx, stored, completed(tx, stored, counts)))
                .replaceWithVoid();
    }

    private static ObjectNode completed(Tx tx, Stored stored, StopRows.Counts counts) {
        ObjectNode tree = stored.document();
        tree.put("status", "completed").put("lastModified", Stamp.instant(tx.now()));
        output(tree, "slots", counts.slots());
        output(tree, "cancelled", counts.cancelled());
        output(tree, "in-visit", counts.inVisit());
        return tree;
    }

    private static void output(ObjectNode task, String name, int count) {
        ObjectNode output = task.withArray("output").addObject();
        output.putObject("type").put("text", name);
        output.put("valueInteger", count);
    }

    private static ObjectNode task(Call call, Tx tx, Wish wish, String id) {
        ObjectNode tree = FhirJson.object().put("resourceType", "Task").put("id", id);
        tree.put("status", "in-progress").put("intent", "order");
        tree.putObject("code")
                .putArray("coding")
                .addObject()
                .put("system", Systems.TASK_CODE)
                .put("code", "stop-service");
        tree.putObject("focus").put("reference", "Schedule/" + wish.schedule());
        ObjectNode period = FhirJson.object();
        if (wish.from() != null) {
            period.put("start", Stamp.instant(wish.from()));
        }
        if (wish.until() != null) {
            period.put("end", Stamp.instant(wish.until()));
        }
        if (!period.isEmpty()) {
            tree.set("executionPeriod", period);
        }
        tree.put("authoredOn", Stamp.instant(tx.now()));
        tree.put("lastModified", Stamp.instant(tx.now()));
        tree.putObject("requester").put("reference", call.caller().actor());
        tree.putObject("reasonCode").put("text", wish.reason());
        return tree;
    }

    private static Ownership owner(Call call) {
        return Ownership.of("appointment", call.caller().actor());
    }
}
