package org.yunzhen.hospital.appointment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Inputs;
import org.yunzhen.hospital.fhir.Operation;
import org.yunzhen.hospital.store.Tx;

/** {@code Schedule/{id}/$stop}: no service; everybody is told. */
@ApplicationScoped
class StopOperation implements Operation {
    private static final int YEAR_MIN = 2000;
    private static final int YEAR_MAX = 2200;

    private final StopService stops;

    StopOperation(StopService stops) {
        this.stops = stops;
    }

    @Override
    public String type() {
        return "Schedule";
    }

    @Override
    public String name() {
        return "stop";
    }

    @Override
    public Level level() {
        return Level.INSTANCE;
    }

    @Override
    public Set<Role> callers() {
        return Set.of(Role.OPERATOR);
    }

    @Override
    public boolean changes() {
        return true;
    }

    @Override
    public String description() {
        return "Stops service: slots are closed at once, every patient with a number or waiting is cancelled and told";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.required("reason", "string", "Why; patients are told"),
                Parameter.optional("from", "dateTime", "From when, default now"),
                Parameter.optional("until", "dateTime", "Until when, default for good"),
                Parameter.result("Task", "Goes on until nobody is left over; its outputs count"));
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        Inputs inputs = Inputs.of(call);
        OffsetDateTime from = instant(inputs, "from");
        OffsetDateTime until = instant(inputs, "until");
        if (from != null && until != null && !until.isAfter(from)) {
            throw Inputs.invalid("until");
        }
        String reason = inputs.requiredText("reason");
        call.trace().through("tenant");
        return stops.stop(call, tx, new StopService.Wish(call.id(), reason, from, until))
                .invoke(call.trace()::touched)
                .map(Answer::created);
    }

    private static OffsetDateTime instant(Inputs inputs, String name) {
        try {
            return inputs.text(name)
                    .map(OffsetDateTime::parse)
                    .map(at -> at.withOffsetSameInstant(ZoneOffset.UTC))
                    .filter(StopOperation::isOfThisAge)
                    .orElseGet(() -> absent(inputs, name));
        } catch (DateTimeException notOfThatForm) {
            throw Inputs.invalid(name);
        }
    }

    private static OffsetDateTime absent(Inputs inputs, String name) {
        if (inputs.text(name).isPresent()) {
            throw Inputs.invalid(name);
        }
        return null;
    }

    private static boolean isOfThisAge(OffsetDateTime at) {
        return at.getYear() >= YEAR_MIN && at.getYear() <= YEAR_MAX;
    }
}
