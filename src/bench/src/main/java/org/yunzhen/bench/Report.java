package org.yunzhen.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.yunzhen.bench.fhir.Work;

/** The figures in words: settings, table, ratios, failures; for the eye or as Markdown. */
final class Report {
    private final Settings settings;
    private final String machine;
    private final List<Measurement> measurements;
    private final List<String> remarks;

    Report(
            Settings settings,
            String machine,
            List<Measurement> measurements,
            List<String> remarks) {
        this.settings = settings;
        this.machine = machine;
        this.measurements = measurements;
        this.remarks = remarks;
    }

    String asText() {
        return lines(table().asText());
    }

    String asMarkdown() {
        return lines(table().asMarkdown()) + "\n";
    }

    private String lines(String table) {
        List<String> parts = new ArrayList<>();
        parts.add(machine);
        parts.add(describeSettings());
        parts.add(table);
        parts.add(
                "CPU is processor time per request in ms; ALL is server + PostgreSQL + generator."
                        + " Latencies are of the requests that did as asked.");
        parts.addAll(remarks);
        parts.addAll(new Ratios(measurements).lines());
        parts.addAll(notes());
        return String.join("\n\n", parts);
    }

    private String describeSettings() {
        Settings.Phases phases = settings.phases();
        return String.format(
                Locale.ROOT,
                "%d connections, closed loop, keep-alive; warm-up %d s (later rounds %d s), measured"
                        + " %d s, rounds %d; %,d patients, %,d observations; floor: %d event loop(s),"
                        + " %d read and %d write connections each, pipelined %d",
                phases.connections(),
                phases.warmUpSeconds(1),
                phases.warmUpSeconds(2),
                phases.seconds(),
                phases.rounds(),
                settings.data().patients(),
                settings.data().observations(),
                settings.floorLayout().loops(),
                settings.floorLayout().readConnections(),
                settings.floorLayout().writeConnections(),
                settings.floorLayout().pipelining());
    }

    private Table table() {
        Table table =
                new Table(
                        "side",
                        "work",
                        "round",
                        "req/s",
                        "p50 ms",
                        "p99 ms",
                        "refused",
                        "errors",
                        "CPU server",
                        "CPU PostgreSQL",
                        "CPU generator",
                        "CPU ALL",
                        "RSS MB",
                        "of goal");
        measurements.forEach(one -> table.add(row(one)));
        return table;
    }

    private static List<String> row(Measurement one) {
        return List.of(
                one.side().title(),
                one.work().title(),
                String.valueOf(one.round()),
                String.format(Locale.ROOT, "%,.0f", one.tally().perSecond()),
                latency(one, 50),
                latency(one, 99),
                String.valueOf(one.tally().refused()),
                String.valueOf(one.tally().failed()),
                millis(one.serverMillis()),
                millis(one.databaseMillis()),
                millis(Optional.of(one.generatorMillis())),
                millis(one.allMillis()),
                one.cpu().residentMb().map(String::valueOf).orElse("-"),
                ofGoal(one));
    }

    private static String latency(Measurement one, double percentile) {
        return one.tally().done() == 0
                ? "-"
                : String.format(Locale.ROOT, "%.2f", one.tally().millisAt(percentile));
    }

    private static String millis(Optional<Double> value) {
        return value.map(millis -> String.format(Locale.ROOT, "%.3f", millis)).orElse("-");
    }

    private static String ofGoal(Measurement one) {
        int goal = one.work().goalPerSecond();
        return goal == 0 || one.side() == Measurement.Side.FLOOR
                ? "-"
                : String.format(Locale.ROOT, "%.0f %%", 100 * one.tally().perSecond() / goal);
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        for (Measurement one : measurements) {
            if (one.tally().failed() > 0) {
                notes.add(
                        "%s %s, round %d: statuses %s; first error: %s"
                                .formatted(
                                        one.side().title(),
                                        one.work().title(),
                                        one.round(),
                                        one.tally().statuses(),
                                        one.tally().firstFailure()));
            }
            if (one.work() == Work.BOOK) {
                notes.add(booked(one));
            }
        }
        return notes;
    }

    private String booked(Measurement one) {
        String note =
                String.format(
                        Locale.ROOT,
                        "book, round %d: %d booked, %d refused (409) in %.1f s",
                        one.round(),
                        one.tally().done(),
                        one.tally().refused(),
                        one.tally().elapsed().toMillis() / 1000.0);
        return one.tally().elapsed().toSeconds() < settings.phases().seconds()
                ? note + ": ended early, nothing was left to book"
                : note;
    }
}
