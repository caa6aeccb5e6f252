package org.yunzhen.hospital.prescription;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All dosage instructions of a drug. Those of one {@code sequence} are followed at the same time,
 * those of different ones in turn, and one that names none beside all others (R4, {@code
 * Dosage.sequence}).
 *
 * @param courses what is followed at the same time; at least one of at least one
 */
record Dosages(List<List<DailyDose>> courses) {
    static Dosages of(DailyDose only) {
        return new Dosages(List.of(List.of(only)));
    }

    /** Empty when there is none, or one of which dose or frequency is not said. */
    static Optional<Dosages> of(JsonNode instructions) {
        List<DailyDose> always = new ArrayList<>();
        Map<Integer, List<DailyDose>> inTurn = new TreeMap<>();
        for (JsonNode instruction : instructions) {
            Optional<DailyDose> dose = DailyDose.of(instruction);
            if (dose.isEmpty()) {
                return Optional.empty();
            }
            JsonNode sequence = instruction.path("sequence");
            List<DailyDose> course =
                    sequence.isMissingNode()
                            ? always
                            : inTurn.computeIfAbsent(sequence.asInt(), s -> new ArrayList<>());
            course.add(dose.get());
        }
        if (!inTurn.isEmpty()) {
            inTurn.values().forEach(course -> course.addAll(always));
            return Optional.of(new Dosages(List.copyOf(inTurn.values())));
        }
        return always.isEmpty() ? Optional.empty() : Optional.of(new Dosages(List.of(always)));
    }

    /** The most of a day, in a unit; empty when a dose cannot be told in it. */
    Optional<BigDecimal> mostOfADay(String unit) {
        BigDecimal most = BigDecimal.ZERO;
        for (List<DailyDose> course : courses) {
            BigDecimal sum = BigDecimal.ZERO;
            for (DailyDose dose : course) {
                Optional<BigDecimal> amount = DoseUnits.converted(dose.amount(), dose.unit(), unit);
                if (amount.isEmpty()) {
                    return Optional.empty();
                }
                sum = sum.add(amount.get());
            }
            most = most.max(sum);
        }
        return Optional.of(most);
    }

    /** That of the first instruction. */
    DailyDose first() {
        return courses.get(0).get(0);
    }

    /** As it is told to who wrote it: {@code 5mg+10mg; 5mg}. */
    String text() {
        return courses.stream()
                .map(
                        course ->
                                course.stream()
                                        .map(dose -> dose.amount() + dose.unit())
                                        .collect(Collectors.joining("+")))
                .collect(Collectors.joining("; "));
    }
}
