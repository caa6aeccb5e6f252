package org.yunzhen.hospital.fhir;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.yunzhen.hospital.store.Criterion.AmountTest;
import org.yunzhen.hospital.store.Criterion.BaseAmount;
import org.yunzhen.hospital.store.Criterion.Comparison;
import org.yunzhen.hospital.store.Criterion.DateTest;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.index.DateRange;
import org.yunzhen.mappings.index.DecimalRange;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;
import org.yunzhen.mappings.unit.Ucum;

/** Dates, numbers and quantities with their prefixes (R4 sections 3.1.1.4.5 to 3.1.1.4.11). */
final class Comparisons {
    private static final int NUMBER_CHARACTERS_MAX = 40;
    private static final int SCALE_MAX = 100;
    private static final int PREFIX_CHARACTERS = 2;
    private static final int ASCII_END = 128;

    private Comparisons() {}

    /** One date of a search with its prefix. */
    static DateTest date(String code, String value) {
        Comparison comparison = comparison(value);
        String text = comparison == null ? value : value.substring(PREFIX_CHARACTERS);
        // a plus sign of an offset arrives as a space
        DateRange range = DateRange.parse(text.replace(' ', '+'));
        if (range == null) {
            throw invalid(code);
        }
        if (comparison == Comparison.AP) {
            range = about(range, Instant.now());
        }
        return new DateTest(
                comparison == null ? Comparison.EQ : comparison,
                utc(range.low()),
                utc(range.high()));
    }

    /** Wider by a tenth of its distance from now to either side (R4 section 3.1.1.4.6). */
    private static DateRange about(DateRange range, Instant now) {
        Instant nearest = now.isBefore(range.low()) ? range.low() : range.high();
        boolean within = !now.isBefore(range.low()) && now.isBefore(range.high());
        Duration tenth =
                within ? Duration.ZERO : Duration.between(nearest, now).abs().dividedBy(10);
        return new DateRange(range.low().minus(tenth), range.high().plus(tenth));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static AmountTest amount(String code, String value) {
        List<String> parts = Escapes.split(value, '|');
        Comparison comparison = comparison(parts.get(0));
        String digits =
                comparison == null ? parts.get(0) : parts.get(0).substring(PREFIX_CHARACTERS);
        BigDecimal number = number(code, digits);
        // R4 reads 1e2 as 95 to 105, as if one digit more were written
        DecimalRange range =
                DecimalRange.of(number.scale() < 0 ? number.setScale(number.scale() + 1) : number);
        if (comparison == Comparison.AP) {
            BigDecimal tenth = number.abs().movePointLeft(1);
            range = new DecimalRange(number.subtract(tenth), number.add(tenth));
        }
        boolean unit = parts.size() == 3;
        if (parts.size() == 2 || parts.size() > 3) {
            throw invalid(code);
        }
        String system = unit ? emptyToNull(Escapes.plain(parts.get(1))) : null;
        String unitCode = unit ? emptyToNull(Escapes.plain(parts.get(2))) : null;
        return new AmountTest(
                comparison == null ? Comparison.EQ : comparison,
                number,
                range.low(),
                range.high(),
                system,
                unitCode,
                inBaseUnits(number, range, system, unitCode));
    }

    /** The digits are those that were written: 5.4 mmol/L is 5350 to 5450 umol/L. */
    private static BaseAmount inBaseUnits(
            BigDecimal number, DecimalRange range, String system, String code) {
        return Systems.UCUM.equals(system)
                ? Ucum.canonical(code)
                        .map(
                                unit ->
                                        new BaseAmount(
                                                unit.base(),
                                                unit.of(number),
                                                unit.of(range.low()),
                                                unit.of(range.high())))
                        .orElse(null)
                : null;
    }

    private static BigDecimal number(String code, String digits) {
        try {
            if (digits.length() <= NUMBER_CHARACTERS_MAX && isAscii(digits)) {
                BigDecimal number = new BigDecimal(digits);
                if (Math.abs(number.scale()) <= SCALE_MAX) {
                    return number;
                }
            }
        } catch (NumberFormatException notANumber) {
            throw invalid(code);
        }
        throw invalid(code);
    }

    /** What Java takes for digits are also those of other scripts; in FHIR they are none. */
    private static boolean isAscii(String digits) {
        return digits.chars().allMatch(c -> c < ASCII_END);
    }

    private static Comparison comparison(String value) {
        if (value.length() < PREFIX_CHARACTERS || !Character.isLetter(value.charAt(0))) {
            return null;
        }
        String prefix = value.substring(0, PREFIX_CHARACTERS);
        for (Comparison comparison : Comparison.values()) {
            if (comparison.name().toLowerCase(Locale.ROOT).equals(prefix)) {
                return comparison;
            }
        }
        return null;
    }

    private static String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static RefusedException invalid(String code) {
        return new RefusedException(Refusal.INVALID_PARAMETER, code);
    }
}
