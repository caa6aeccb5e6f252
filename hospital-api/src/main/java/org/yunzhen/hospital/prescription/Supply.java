package org.yunzhen.hospital.prescription;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yunzhen.hospital.catalogue.Medicine;
import org.yunzhen.hospital.catalogue.Packaging;

/**
 * How long packages last, where dose and content are counted alike. Where catalogue or dosage leave
 * a doubt nothing is told: of an ampoule the rest may be thrown away, and a dose that changes or is
 * taken when needed says nothing of days.
 *
 * @param aDay what a day takes, counted as the packages count
 * @param inPackage how much a package holds
 */
record Supply(BigDecimal aDay, BigDecimal inPackage) {
    private static final int ROUNDED_DIGITS = 6;

    /** What is counted out, so that the rest of a package keeps. */
    private static final Set<String> COUNTED = Set.of("tablet", "capsule", "pill");

    /** Of one substance alone it is known what a dose of it takes. */
    private static final Pattern STRENGTH =
            Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?) (\\S+)");

    /** What a line takes of its medicine; empty where that is not told. */
    static Optional<Supply> of(DraftLine line, Medicine medicine) {
        Packaging packaging = medicine.packaging();
        return oneDose(line.request().path("dosageInstruction"))
                .flatMap(
                        dose ->
                                units(dose, line.dosages().first().unit(), medicine)
                                        .map(units -> aDay(line.dosages().first(), dose, units)))
                .map(aDay -> new Supply(aDay, packaging.units()));
    }

    /** Whether one package less would last for the days too. */
    boolean exceeds(BigDecimal packages, int days) {
        return days(packages.subtract(BigDecimal.ONE)).compareTo(new BigDecimal(days)) >= 0;
    }

    /** For how many whole days packages last; a seventh of a week was rounded before. */
    BigDecimal days(BigDecimal packages) {
        return packages.multiply(inPackage)
                .divide(aDay, ROUNDED_DIGITS, RoundingMode.HALF_UP)
                .setScale(0, RoundingMode.FLOOR);
    }

    /** The dose of the only instruction, when it is always the same. */
    private static Optional<BigDecimal> oneDose(JsonNode instructions) {
        JsonNode only = instructions.path(0);
        JsonNode dose = only.path("doseAndRate").path(0).path("doseQuantity").path("value");
        boolean steady =
                instructions.size() == 1
                        && only.path("doseAndRate").size() == 1
                        && !only.path("asNeededBoolean").asBoolean(false)
                        && !only.has("asNeededCodeableConcept");
        return steady && dose.isNumber() ? Optional.of(dose.decimalValue()) : Optional.empty();
    }

    /** How many tablets, or grams of what is sold by the gram, one dose takes. */
    private static Optional<BigDecimal> units(BigDecimal dose, String unit, Medicine medicine) {
        Packaging packaging = medicine.packaging();
        return packaging.isInside(unit)
                ? Optional.of(dose)
                : DoseUnits.converted(dose, unit, packaging.unitEn())
                        .or(() -> counted(dose, unit, medicine));
    }

    private static Optional<BigDecimal> counted(BigDecimal dose, String unit, Medicine medicine) {
        Matcher strength = STRENGTH.matcher(medicine.strength());
        boolean known =
                COUNTED.contains(medicine.packaging().unitEn().toLowerCase(Locale.ROOT))
                        && strength.matches();
        if (!known || new BigDecimal(strength.group(1)).signum() == 0) {
            return Optional.empty();
        }
        BigDecimal one = new BigDecimal(strength.group(1));
        // half a tablet that was left over may not keep
        return DoseUnits.converted(dose, unit, strength.group(2))
                .map(amount -> amount.divide(one, 0, RoundingMode.CEILING));
    }

    private static BigDecimal aDay(DailyDose daily, BigDecimal dose, BigDecimal units) {
        return daily.amount().multiply(units).divide(dose, MathContext.DECIMAL64);
    }
}
