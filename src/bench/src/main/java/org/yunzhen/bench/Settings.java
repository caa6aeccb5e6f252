package org.yunzhen.bench;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.yunzhen.bench.fhir.SampleData;
import org.yunzhen.bench.fhir.Work;
import org.yunzhen.bench.floor.FloorSettings;

/**
 * What the command line asks for.
 *
 * @param base the service; empty when only the floor is measured
 * @param floor database of the floor; empty when only the service is measured
 * @param works what to measure of the service
 * @param bookers how many demo patients book
 * @param pid the server's process, when it cannot be found by its port
 * @param markdown file for the report
 */
record Settings(
        Optional<URI> base,
        Optional<String> floor,
        FloorSettings floorLayout,
        List<Work> works,
        Phases phases,
        SampleData data,
        int bookers,
        Optional<Long> pid,
        Optional<Path> markdown) {

    static final String USAGE =
            """
            bench.jar [BASE] [options]            BASE such as http://127.0.0.1:8080

              --connections N     keep-alive connections (16)
              --warm-up SECONDS   before each measurement (60; a sixth of it from the second round)
              --seconds SECONDS   measured time of each work (20)
              --rounds N          how often all is measured (1; with --floor 2, interleaved)
              --works A,B         of: %s
                                  (read,search,create,update,transaction,book)
              --patients N        seeded patients (500)
              --observations N    seeded observations (10000)
              --bookers N         demo patients who book (200)
              --pid PID           the server's process, if its port does not tell
              --markdown FILE     writes the report as Markdown too
              --floor             measures the floor too, or alone without BASE
              --database URI      the floor's: postgresql://user:password@host:port/db
                                  (or YUNZHEN_BENCH_DATABASE, which ps does not show)
              --floor-loops N     event loops of the floor (1)
              --floor-read-connections N, --floor-write-connections N   per loop (2, 16)

            Exit: 0 measured, 1 some requests failed, 2 refused (database not durable, bad usage)
            """
                    .formatted(Work.titles());

    private static final String DATABASE_VARIABLE = "YUNZHEN_BENCH_DATABASE";

    private static final int DEFAULT_PIPELINING = 256;

    /**
     * How load is laid on.
     *
     * @param warmUpSeconds before the first measurement of each work
     */
    record Phases(int connections, int warmUpSeconds, int seconds, int rounds) {
        private static final int LATER_SHARE = 6;

        /** Warm-up in this round, in seconds: the code is warm after the first. */
        int warmUpSeconds(int round) {
            return round == 1 ? warmUpSeconds : warmUpSeconds / LATER_SHARE;
        }
    }

    static Settings parse(String[] args) {
        Options options = new Options(new ArrayList<>(Arrays.asList(args)));
        boolean withFloor = options.flag("--floor");
        Optional<String> database =
                options.text("--database")
                        .or(() -> Optional.ofNullable(System.getenv(DATABASE_VARIABLE)));
        if (withFloor && database.isEmpty()) {
            throw new UsageException("--floor needs --database or " + DATABASE_VARIABLE);
        }
        Settings settings =
                new Settings(
                        Optional.empty(),
                        withFloor ? database : Optional.empty(),
                        floorLayout(options),
                        works(options.text("--works")),
                        phases(options, withFloor ? 2 : 1),
                        new SampleData(
                                options.number("--patients", 500),
                                options.number("--observations", 10_000)),
                        options.number("--bookers", 200),
                        options.text("--pid").map(Long::valueOf),
                        options.text("--markdown").map(Path::of));
        return settings.of(options.rest().map(Settings::base));
    }

    private Settings of(Optional<URI> service) {
        if (service.isEmpty() && floor.isEmpty()) {
            throw new UsageException("neither BASE nor --floor");
        }
        return new Settings(
                service, floor, floorLayout, works, phases, data, bookers, pid, markdown);
    }

    private static FloorSettings floorLayout(Options options) {
        return new FloorSettings(
                0,
                options.number("--floor-loops", 1),
                options.number("--floor-read-connections", 2),
                options.number("--floor-write-connections", 16),
                DEFAULT_PIPELINING);
    }

    private static Phases phases(Options options, int rounds) {
        return new Phases(
                options.number("--connections", 16),
                options.numberOrZero("--warm-up", 60),
                options.number("--seconds", 20),
                options.number("--rounds", rounds));
    }

    private static List<Work> works(Optional<String> titles) {
        if (titles.isEmpty()) {
            return List.of(
                    Work.READ, Work.SEARCH, Work.CREATE, Work.UPDATE, Work.TRANSACTION, Work.BOOK);
        }
        return Arrays.stream(titles.get().split(",")).map(Settings::work).toList();
    }

    private static Work work(String title) {
        return Work.named(title)
                .orElseThrow(
                        () ->
                                new UsageException(
                                        title + " is no work; there are " + Work.titles()));
    }

    private static URI base(String text) {
        try {
            URI uri = new URI(text);
            if (!"http".equals(uri.getScheme()) || uri.getHost() == null) {
                throw new UsageException("BASE must be http://host:port: " + text);
            }
            return uri;
        } catch (URISyntaxException noUri) {
            throw new UsageException("BASE is no address: " + text);
        }
    }
}
