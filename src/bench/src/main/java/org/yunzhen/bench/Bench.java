package org.yunzhen.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.yunzhen.bench.fhir.UnfitServiceException;
import org.yunzhen.bench.fhir.Work;
import org.yunzhen.bench.floor.UnfitFloorException;

/**
 * The command: measures a FHIR service, the floor, or both in turns. See {@link Settings#USAGE}.
 */
public final class Bench {
    private static final int FAILED = 1;
    private static final int REFUSED = 2;

    private final Settings settings;
    private final PrintStream out;
    private final List<Measurement> measurements = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    private Bench(Settings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    /** Runs and exits with 0 (measured), 1 (some requests failed) or 2 (refused). */
    public static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(args, out, err));
    }

    static int run(String[] args, PrintStream out, PrintStream err) throws IOException {
        try {
            return new Bench(Settings.parse(args), out).measure();
        } catch (UsageException usage) {
            err.println(usage.getMessage());
            err.println();
            err.println(Settings.USAGE);
            return REFUSED;
        } catch (UnfitServiceException | UnfitFloorException unfit) {
            err.println(unfit.getMessage());
            return REFUSED;
        } catch (UncheckedIOException gone) {
            err.println(gone.getMessage() + ": " + gone.getCause());
            return FAILED;
        }
    }

    private int measure() throws IOException {
        String machine = Machine.describe();
        Optional<ServiceSide> service =
                settings.base().map(base -> ServiceSide.prepare(settings, base));
        if (settings.floor().isPresent()) {
            try (FloorSide floor = FloorSide.start(settings, settings.floor().get())) {
                rounds(service, Optional.of(floor));
            }
        } else {
            rounds(service, Optional.empty());
        }
        return report(machine);
    }

    private void rounds(Optional<ServiceSide> service, Optional<FloorSide> floor) {
        service.filter(side -> settings.works().contains(Work.SEARCH))
                .ifPresent(side -> remarks.add(searchRemark(side.hitsOfSearch())));
        List<Work> comparable =
                settings.works().stream().filter(FloorSide.WORKS::contains).toList();
        for (int round = 1; round <= settings.phases().rounds(); round++) {
            for (Work work : comparable) {
                int number = round;
                floor.ifPresent(side -> keep(side.measure(work, number)));
            }
            for (Work work : settings.works()) {
                int number = round;
                service.ifPresent(side -> keep(side.measure(work, number)));
            }
        }
    }

    private static String searchRemark(int hits) {
        if (hits == 0) {
            throw new UnfitServiceException(
                    "the search by patient and code finds nothing, though the data is seeded");
        }
        return "The search by patient and code has " + hits + " hits.";
    }

    private void keep(Measurement one) {
        measurements.add(one);
        out.printf(
                Locale.ROOT,
                "%s %s, round %d: %,.0f/s%n",
                one.side().title(),
                one.work().title(),
                one.round(),
                one.tally().perSecond());
    }

    private int report(String machine) throws IOException {
        Report report = new Report(settings, machine, measurements, remarks);
        out.println();
        out.println(report.asText());
        if (settings.markdown().isPresent()) {
            Files.writeString(settings.markdown().get(), report.asMarkdown());
        }
        boolean failed = measurements.stream().anyMatch(one -> one.tally().failed() > 0);
        return failed ? FAILED : 0;
    }
}
