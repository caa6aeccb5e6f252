package org.yunzhen.hospital.prescription;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How much of a medicine is taken in a day, from the first dosage instruction.
 *
 * @param unit UCUM code
 */
record DailyDose(BigDecimal amount, String unit) {
    private static final BigDecimal A_DAY = BigDecimal.ONE;

    /** Times a day by the usual codes. */
    private static final Map<String, BigDecimal> TIMES =
            Map.of(
                    "QD", A_DAY,
                    "QN", A_DAY,
                    "BID", new BigDecimal(2),
                    "TID", new BigDecimal(3),
                    "QID", new BigDecimal(4),
                    "QOD", new BigDecimal("0.5"),
                    "QW", A_DAY.divide(new BigDecimal(7), MathContext.DECIMAL64));

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
        JsonNode quantity = dosage.path("doseAndRate").path(0).path("doseQuantity");
        String unit = quantity.path("code").asText(quantity.path("unit").asText(""));
        if (!quantity.path("value").isNumber() || unit.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal dose = quantity.path("value").decimalValue();
        return dose.signum() <= 0
                ? Optional.empty()
                : times(dosage.path("timing"))
                        .map(times -> new DailyDose(dose.multiply(times), unit));
    }

    private static Optional<BigDecimal> times(JsonNode timing) {
        JsonNode repeat = timing.path("repeat");
        if (repeat.path("period").isNumber()
                && DAYS.containsKey(repeat.path("periodUnit").asText())) {
            BigDecimal days =
                    repeat.path("period")
                            .decimalValue()
                            .multiply(DAYS.get(repeat.path("periodUnit").asText()));
            BigDecimal frequency = new BigDecimal(repeat.path("frequency").asInt(1));
            return days.signum() <= 0 || frequency.signum() <= 0
                    ? Optional.empty()
                    : Optional.of(frequency.divide(days, MathContext.DECIMAL64));
        }
        String code = timing.path("code").path("coding").path(0).path("code").asText("");
        String said = code.isEmpty() ? timing.path("code").path("text").asText("") : code;
        return Optional.ofNullable(TIMES.get(said.toUpperCase(Locale.ROOT)));
    }
}
