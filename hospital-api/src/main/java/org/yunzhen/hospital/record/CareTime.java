package org.yunzhen.hospital.record;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Inputs;
import org.yunzhen.hospital.fhir.Operation.Parameter;
import org.yunzhen.mappings.index.DateRange;
import org.yunzhen.mappings.refusal.RefusedException;

/** When the care was given that is asked for: {@code start} and {@code end} of a record. */
final class CareTime {
    private static final String START = "start";
    private static final String END = "end";

    private static final List<Parameter> PARAMETERS =
            List.of(
                    Parameter.optional(
                            START,
                            "date",
                            "Only care given from then on. What bears no date of care is always"
                                    + " there: allergies, conditions, coverages, the patient."),
                    Parameter.optional(
                            END,
                            "date",
                            "Only care given until then, that day, month or year included."));

    private CareTime() {}

    /** These parameters, and those that follow. */
    static List<Parameter> parametersBefore(List<Parameter> others) {
        return Stream.concat(PARAMETERS.stream(), others.stream()).toList();
    }

    /**
     * The time that a call asks for, or null for any.
     *
     * @throws RefusedException 400 for what is no date, and for an end before the start
     */
    static DateRange of(Call call) {
        Inputs inputs = Inputs.of(call);
        Optional<Instant> start = date(inputs, START).map(DateRange::low);
        Optional<Instant> end = date(inputs, END).map(DateRange::high);
        if (start.isEmpty() && end.isEmpty()) {
            return null;
        }
        DateRange time =
                new DateRange(start.orElse(DateRange.FAR_PAST), end.orElse(DateRange.FAR_FUTURE));
        if (!time.low().isBefore(time.high())) {
            throw Inputs.invalid(END);
        }
        return time;
    }

    private static Optional<DateRange> date(Inputs inputs, String name) {
        return inputs.text(name)
                .map(
                        text ->
                                Optional.ofNullable(DateRange.parse(text))
                                        .orElseThrow(() -> Inputs.invalid(name)));
    }
}
