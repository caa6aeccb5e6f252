package org.yunzhen.hospital.appointment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Operation;
import org.yunzhen.hospital.store.Tx;

/** {@code Slot/{id}/$hold}: a number that returns unless it is booked or paid in time. */
@ApplicationScoped
class HoldOperation implements Operation {
    private final BookingService bookings;

    HoldOperation(BookingService bookings) {
        this.bookings = bookings;
    }

    @Override
    public String type() {
        return "Slot";
    }

    @Override
    public String name() {
        return "hold";
    }

    @Override
    public Level level() {
        return Level.INSTANCE;
    }

    @Override
    public Set<Role> callers() {
        return Set.of(Role.PATIENT);
    }

    @Override
    public boolean changes() {
        return true;
    }

    @Override
    public String description() {
        return "Holds a number of the slot for a while; book or pay to keep it";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.required("patient", "Reference", "Whose appointment it is"),
                Parameter.optional(
                        "reason",
                        "string",
                        "Why the patient comes, in their own words; a red flag is refused (R04)"),
                Parameter.optional("channel", "code", "Quota channel, default public"),
                Parameter.optional("waitlist", "boolean", "Wait if all numbers are taken"),
                Parameter.optional("coverage", "Reference", "Coverage to pay with"),
                Parameter.result(
                        "Appointment", "With its number, or its place on the waiting list"));
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        return bookings.book(call, tx, BookingWish.from(call, true));
    }
}
