package org.yunzhen.hospital.appointment;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.yunzhen.hospital.fhir.Inputs;
import org.yunzhen.mappings.code.Coded;
import org.yunzhen.mappings.code.QuotaChannel;
import org.yunzhen.mappings.code.VisitKind;
import org.yunzhen.mappings.money.FhirMoney;
import org.yunzhen.mappings.money.Money;

/** Reads a shift from the inputs of {@code $publish}; refuses what has no valid form. */
final class ShiftInputs {
    private static final int DAYS_MAX = 92;
    private static final int SLOT_MINUTES_MAX = 720;
    private static final int NUMBERS_MAX = 200;
    private static final Money FEE_MAX = Money.ofFen(10_000_000);

    private final Inputs inputs;

    ShiftInputs(Inputs inputs) {
        this.inputs = inputs;
    }

    Shift read() {
        String schedule = inputs.reference("schedule", "Schedule").orElse(null);
        String department =
                schedule == null
                        ? inputs.requiredReference("department", "HealthcareService")
                        : null;
        LocalDate from = date("from", inputs.requiredText("from"));
        LocalTime start = time("start");
        return new Shift(
                schedule,
                department,
                inputs.reference("practitioner", "Practitioner").orElse(null),
                kind(),
                from,
                until(from),
                weekdays(),
                holidays(),
                start,
                end(start),
                slotMinutes(start),
                quota(),
                fee(),
                inputs.text("item").filter(code -> !code.isBlank()).orElse(null));
    }

    private VisitKind kind() {
        return inputs.text("visitKind")
                .map(
                        code ->
                                Coded.find(VisitKind.class, code)
                                        .orElseThrow(() -> Inputs.invalid("visitKind")))
                .orElse(VisitKind.FOLLOW_UP);
    }

    private LocalDate until(LocalDate from) {
        LocalDate until = date("until", inputs.requiredText("until"));
        if (until.isBefore(from) || ChronoUnit.DAYS.between(from, until) >= DAYS_MAX) {
            throw Inputs.invalid("until");
        }
        return until;
    }

    private Set<DayOfWeek> weekdays() {
        Set<DayOfWeek> days = new HashSet<>();
        for (JsonNode parameter : inputs.named("weekday")) {
            days.add(weekday(Inputs.value(parameter).asText()));
        }
        return days.isEmpty() ? Set.of(DayOfWeek.values()) : days;
    }

    private static DayOfWeek weekday(String code) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().substring(0, 3).toLowerCase(Locale.ROOT).equals(code)) {
                return day;
            }
        }
        throw Inputs.invalid("weekday");
    }

    private Set<LocalDate> holidays() {
        Set<LocalDate> days = new LinkedHashSet<>();
        for (JsonNode parameter : inputs.named("holiday")) {
            days.add(date("holiday", Inputs.value(parameter).asText()));
        }
        return days;
    }

    private LocalTime end(LocalTime start) {
        LocalTime end = time("end");
        if (!end.isAfter(start)) {
            throw Inputs.invalid("end");
        }
        return end;
    }

    private int slotMinutes(LocalTime start) {
        int minutes = number("slotMinutes", inputs.value("slotMinutes").orElse(null));
        if (minutes > SLOT_MINUTES_MAX
                || minutes > ChronoUnit.MINUTES.between(start, time("end"))) {
            throw Inputs.invalid("slotMinutes");
        }
        return minutes;
    }

    private Map<QuotaChannel, Integer> quota() {
        Map<QuotaChannel, Integer> quota = new EnumMap<>(QuotaChannel.class);
        for (JsonNode parameter : inputs.named("quota")) {
            QuotaChannel channel =
                    Coded.find(QuotaChannel.class, part(parameter, "channel").asText())
                            .orElseThrow(() -> Inputs.invalid("quota"));
            if (quota.put(channel, number("quota", part(parameter, "numbers"))) != null) {
                throw Inputs.invalid("quota");
            }
        }
        if (quota.values().stream().mapToInt(Integer::intValue).sum() > NUMBERS_MAX) {
            throw Inputs.invalid("quota");
        }
        return quota;
    }

    private Money fee() {
        JsonNode given = inputs.value("fee").orElse(null);
        if (given == null) {
            if (inputs.text("item").isEmpty()) {
                throw Inputs.missing("fee");
            }
            return null;
        }
        Money fee = FhirMoney.read(given).orElseThrow(() -> Inputs.invalid("fee"));
        if (fee.isNegative() || fee.isMoreThan(FEE_MAX)) {
            throw Inputs.invalid("fee");
        }
        return fee;
    }

    private static JsonNode part(JsonNode parameter, String name) {
        for (JsonNode part : parameter.path("part")) {
            if (name.equals(part.path("name").textValue())) {
                return Inputs.value(part);
            }
        }
        throw Inputs.invalid(parameter.path("name").asText());
    }

    private static int number(String name, JsonNode value) {
        if (value == null) {
            throw Inputs.missing(name);
        }
        if (!value.isInt() || value.intValue() < 1 || value.intValue() > SLOT_MINUTES_MAX) {
            throw Inputs.invalid(name);
        }
        return value.intValue();
    }

    private LocalTime time(String name) {
        LocalTime time = parsed(name, inputs.requiredText(name), LocalTime::parse);
        if (!time.equals(time.truncatedTo(ChronoUnit.MINUTES))) {
            throw Inputs.invalid(name);
        }
        return time;
    }

    private static LocalDate date(String name, String text) {
        return parsed(name, text, LocalDate::parse);
    }

    private static <T> T parsed(String name, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (DateTimeException notOfThatForm) {
            throw Inputs.invalid(name);
        }
    }
}
