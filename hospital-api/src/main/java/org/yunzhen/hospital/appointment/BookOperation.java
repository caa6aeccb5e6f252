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

/** {@code Slot/{id}/$book}: a number of the slot, exactly once. */
@ApplicationScoped
class BookOperation implements Operation {
    private final BookingService bookings;

    BookOperation(BookingService bookings) {
        this.bookings = bookings;
    }

    @Override
    public String type() {
        return "Slot";
    }

    @Override
    public String name() {
        return "book";
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
        return "Gives a patient a number of the slot; a fee makes it held until it is paid";
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
        return bookings.book(call, tx, BookingWish.from(call, false));
    }
}
