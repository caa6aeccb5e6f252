package org.yunzhen.hospital.prescription;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The most of a medicine that one dosage instruction lets be taken in a day.
 *
 * @param unit UCUM code
 */
record DailyDose(BigDecimal amount, String unit) {
    private static final BigDecimal A_DAY = BigDecimal.ONE;
    private static final BigDecimal ONCE = BigDecimal.ONE;

    /** Times a day by the usual codes, and by those of R4 (GTSAbbreviation). */
    private static final Map<String, BigDecimal> TIMES =
            Map.ofEntries(
                    Map.entry("QD", ONCE),
                    Map.entry("QN", ONCE),
                    Map.entry("AM", ONCE),
                    Map.entry("PM", ONCE),
                    Map.entry("BED", ONCE),
                    Map.entry("BID", new BigDecimal(2)),
                    Map.entry("TID", new BigDecimal(3)),
                    Map.entry("QID", new BigDecimal(4)),
                    Map.entry("Q12H", new BigDecimal(2)),
                    Map.entry("Q8H", new BigDecimal(3)),
                    Map.entry("Q6H", new BigDecimal(4)),
                    Map.entry("Q4H", new BigDecimal(6)),
                    Map.entry("QOD", new BigDecimal("0.5")),
                    Map.entry("QW", ONCE.divide(new BigDecimal(7), MathContext.DECIMAL64)),
                    Map.entry("WK", ONCE.divide(new BigDecimal(7), MathContext.DECIMAL64)));

    private static final Map<String, BigDecimal> DAYS =
            Map.of(
                    "h",
                    A_DAY.divide(new BigDecimal(24), MathContext.DECIMAL64),
                    "d",
                    A_DAY,
                    "wk",
                    new BigDecimal(7),
                    "mo",
                    new BigDecimal(30));

    /** The dose of a dosage instruction; empty when dose or frequency is not said. */
    static Optional<DailyDose> of(JsonNode dosage) {
        Optional<DailyDose> once = highest(dosage.path("doseAndRate"));
        return once.flatMap(
                dose ->
                        times(dosage.path("timing"))
                                .map(times -> dose.amount().multiply(times))
                                .map(amount -> new DailyDose(amount, dose.unit())));
    }

    /** Of several doses, such as one that was ordered and one that was calculated, the highest. */
    private static Optional<DailyDose> highest(JsonNode doses) {
        DailyDose highest = null;
        for (JsonNode each : doses) {
            JsonNode said = each.path("doseQuantity");
            DailyDose dose = amount(said.isObject() ? said : each.at("/doseRange/high"));
            if (dose == null) {
                return Optional.empty();
            }
            Optional<BigDecimal> compared =
                    highest == null
                            ? Optional.of(dose.amount())
                            : DoseUnits.converted(dose.amount(), dose.unit(), highest.unit());
            if (compared.isEmpty()) {
                return Optional.empty();
            }
            if (highest == null || compared.get().compareTo(highest.amount()) > 0) {
                highest = dose;
            }
        }
        return Optional.ofNullable(highest);
    }

    private static DailyDose amount(JsonNode quantity) {
        String unit = quantity.path("code").asText(quantity.path("unit").asText(""));
        JsonNode value = quantity.path("value");
        return value.isNumber() && value.decimalValue().signum() > 0 && !unit.isEmpty()
                ? new DailyDose(value.decimalValue(), unit)
                : null;
    }

    /** How often at most; what is structured overrides a code (R4, {@code Timing.code}). */
    private static Optional<BigDecimal> times(JsonNode timing) {
        JsonNode repeat = timing.path("repeat");
        int moments = Math.max(repeat.path("timeOfDay").size(), repeat.path("when").size());
        if (repeat.has("period") || repeat.has("frequency")) {
            return perDay(repeat, moments);
        }
        return moments > 0 ? Optional.of(new BigDecimal(moments)) : coded(timing.path("code"));
    }

    private static Optional<BigDecimal> perDay(JsonNode repeat, int moments) {
        BigDecimal unit = DAYS.get(repeat.path("periodUnit").asText());
        if (unit == null || !repeat.path("period").isNumber()) {
            return Optional.empty();
        }
        BigDecimal days = repeat.path("period").decimalValue().multiply(unit);
        int usual = repeat.path("frequency").asInt(1);
        int often = Math.max(usual, repeat.path("frequencyMax").asInt(usual));
        if (days.signum() <= 0 || usual <= 0) {
            return Optional.empty();
        }
        BigDecimal perDay = new BigDecimal(often).divide(days, MathContext.DECIMAL64);
        boolean daily = days.compareTo(A_DAY) == 0;
        return Optional.of(daily ? perDay.max(new BigDecimal(moments)) : perDay);
    }

    private static Optional<BigDecimal> coded(JsonNode code) {
        List<BigDecimal> known = new ArrayList<>();
        StreamSupport.stream(code.path("coding").spliterator(), false)
                .map(coding -> named(coding.path("code").asText("")))
                .filter(Objects::nonNull)
                .forEach(known::add);
        Stream<BigDecimal> all =
                known.isEmpty()
                        ? Stream.ofNullable(named(code.path("text").asText("")))
                        : known.stream();
        return all.max(BigDecimal::compareTo);
    }

    private static BigDecimal named(String code) {
        return TIMES.get(code.strip().toUpperCase(Locale.ROOT));
    }
}
