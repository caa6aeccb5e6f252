package org.yunzhen.bench.fhir;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.yunzhen.bench.load.Workload;

/**
 * Who books what: logged-in demo patients and the free slots they find. A quarter of the slots is
 * for the warm-up, the rest for the measuring, so that the first does not sell out what the second
 * needs.
 */
public final class BookingSupply {
    private static final int SLOT_LIMIT = 2_000;
    private static final int WARM_UP_SHARE = 4;

    private final Workloads workloads;
    private final List<PatientAccount> patients;
    private final List<String> slots;

    private BookingSupply(Workloads workloads, List<PatientAccount> patients, List<String> slots) {
        this.workloads = workloads;
        this.patients = patients;
        this.slots = slots;
    }

    /**
     * Logs in and looks for slots, as a patient would.
     *
     * @throws UnfitServiceException when nothing is free
     */
    public static BookingSupply find(ServiceClient service, Workloads workloads, int bookers) {
        List<PatientAccount> patients =
                IntStream.rangeClosed(1, bookers)
                        .mapToObj(i -> service.login("patient%03d".formatted(i)))
                        .toList();
        List<String> slots = freeSlots(service, patients.get(0).token());
        if (slots.size() < WARM_UP_SHARE) {
            throw new UnfitServiceException(
                    "only "
                            + slots.size()
                            + " free slots: nothing to book; publish schedules first");
        }
        return new BookingSupply(workloads, patients, slots);
    }

    private static List<String> freeSlots(ServiceClient service, String token) {
        List<String> ids = new ArrayList<>();
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        JsonObject page = service.get("Slot?status=free&start=gt" + now + "&_count=50", token);
        Optional<String> next = collect(page, ids);
        while (next.isPresent() && ids.size() < SLOT_LIMIT) {
            next = collect(service.follow(next.get(), token), ids);
        }
        return ids;
    }

    /** Adds the ids of the page and says where the next one is. */
    private static Optional<String> collect(JsonObject page, List<String> ids) {
        objects(page, "entry").stream()
                .map(entry -> entry.getJsonObject("resource"))
                .filter(resource -> "Slot".equals(resource.getString("resourceType")))
                .forEach(slot -> ids.add(slot.getString("id")));
        return objects(page, "link").stream()
                .filter(link -> "next".equals(link.getString("relation")))
                .map(link -> link.getString("url"))
                .findFirst();
    }

    private static List<JsonObject> objects(JsonObject parent, String field) {
        return parent.getJsonArray(field, new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    /** Bookings for the warm-up. */
    public Workload warmUp() {
        return workloads.book(slots.subList(0, slots.size() / WARM_UP_SHARE), patients);
    }

    /** Bookings to be measured. */
    public Workload measured() {
        return workloads.book(slots.subList(slots.size() / WARM_UP_SHARE, slots.size()), patients);
    }
}
