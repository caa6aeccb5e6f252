package org.yunzhen.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.yunzhen.bench.Measurement.Side;
import org.yunzhen.bench.fhir.Work;

/** Service to floor, per round and as the median, with the bar that the house has set. */
final class Ratios {
    /** A floor that reads less than this a second is itself at fault. */
    static final double FLOOR_READS = 12_000;

    private final List<Measurement> measurements;

    Ratios(List<Measurement> measurements) {
        this.measurements = measurements;
    }

    /** Lines for the report; empty unless both sides were measured. */
    List<String> lines() {
        List<Double> floorReads =
                values(Side.FLOOR, Work.READ, one -> Optional.of(one.tally().perSecond()));
        if (floorReads.isEmpty()) {
            return List.of();
        }
        double reads = median(floorReads);
        if (reads < FLOOR_READS) {
            return List.of(
                    String.format(
                            Locale.ROOT,
                            "The floor reads %,.0f/s, below %,.0f/s: mend the floor (or free the"
                                    + " cores) before any ratio is stated.",
                            reads,
                            FLOOR_READS));
        }
        List<String> lines = new ArrayList<>();
        addRatio(lines, Work.READ, "read / floor's read", "bar 0.50, aim 0.65");
        addRatio(lines, Work.CREATE, "create / floor's insert", "bar 0.30");
        addRatio(lines, Work.SEARCH, "search / floor's search", "bar 0.25");
        return lines;
    }

    private void addRatio(List<String> lines, Work work, String name, String bar) {
        List<Double> ratios = ratios(work, one -> Optional.of(one.tally().perSecond()));
        if (!ratios.isEmpty()) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "%s: %.2f (rounds: %s; %s)%s",
                            name,
                            median(ratios),
                            rounded(ratios),
                            bar,
                            byCpu(work)));
        }
    }

    /** Processor time swings less than the rate when others use the machine. */
    private String byCpu(Work work) {
        List<Double> ratios = ratios(work, one -> one.allMillis().map(millis -> 1 / millis));
        return ratios.isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "; by processor time %.2f (%s)",
                        median(ratios),
                        rounded(ratios));
    }

    private List<Double> ratios(Work work, Function<Measurement, Optional<Double>> speed) {
        List<Double> floor = values(Side.FLOOR, work, speed);
        List<Double> service = values(Side.SERVICE, work, speed);
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < Math.min(floor.size(), service.size()); i++) {
            ratios.add(service.get(i) / floor.get(i));
        }
        return ratios;
    }

    private List<Double> values(
            Side side, Work work, Function<Measurement, Optional<Double>> speed) {
        return measurements.stream()
                .filter(one -> one.side() == side && one.work() == work)
                .map(speed)
                .flatMap(Optional::stream)
                .toList();
    }

    private static String rounded(List<Double> ratios) {
        return String.join(
                ", ", ratios.stream().map(r -> String.format(Locale.ROOT, "%.2f", r)).toList());
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
