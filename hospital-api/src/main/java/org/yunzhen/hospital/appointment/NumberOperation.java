package org.yunzhen.hospital.appointment;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Set;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Operation;
import org.yunzhen.hospital.store.Tx;

/** A patient takes a number of a slot. */
abstract class NumberOperation implements Operation {
    private final BookingService bookings;
    private final String name;
    private final boolean held;
    private final String description;

    /**
     * @param held whether the number returns unless it is booked or paid, also where it costs
     *     nothing
     */
    NumberOperation(BookingService bookings, String name, boolean held, String description) {
        this.bookings = bookings;
        this.name = name;
        this.held = held;
        this.description = description;
    }

    @Override
    public final String type() {
        return "Slot";
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Level level() {
        return Level.INSTANCE;
    }

    @Override
    public final Set<Role> callers() {
        return Set.of(Role.PATIENT);
    }

    @Override
    public final boolean changes() {
        return true;
    }

    @Override
    public final String description() {
        return description;
    }

    @Override
    public final List<Parameter> parameters() {
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
    public final Uni<Answer> run(Call call, Tx tx) {
        return bookings.book(call, tx, BookingWish.from(call, held));
    }
}
