package org.yunzhen.bench;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.yunzhen.bench.fhir.Caller;
import org.yunzhen.bench.fhir.Durability;
import org.yunzhen.bench.fhir.SampleData;
import org.yunzhen.bench.fhir.Work;
import org.yunzhen.bench.fhir.Workloads;
import org.yunzhen.bench.floor.FloorDatabase;
import org.yunzhen.bench.floor.FloorDatabase.FloorRow;
import org.yunzhen.bench.floor.FloorProcess;

/** The floor: same bodies, connections and generator, no token, no FHIR. */
final class FloorSide implements AutoCloseable {
    /** What the floor can do, and with what the service is compared. */
    static final List<Work> WORKS = List.of(Work.READ, Work.SEARCH, Work.CREATE);

    private final FloorDatabase database;
    private final FloorProcess process;
    private final Workloads workloads;
    private final Stopwatch stopwatch;

    private FloorSide(FloorDatabase database, FloorProcess process, Settings settings) {
        this.database = database;
        this.process = process;
        String host = "127.0.0.1:" + process.address().getPort();
        this.workloads =
                new Workloads(
                        new Caller(host, "/fhir"),
                        settings.data(),
                        settings.phases().connections());
        this.stopwatch =
                new Stopwatch(
                        Measurement.Side.FLOOR,
                        process.address(),
                        settings.phases(),
                        Optional.of(process.pid()));
    }

    /** Fills its tables and starts its server; refuses a database that is not durable. */
    static FloorSide start(Settings settings, String databaseUri) throws IOException {
        FloorDatabase database = new FloorDatabase(databaseUri);
        try {
            Durability.requireOf(database.durability());
            database.create(rows(settings.data()));
            FloorProcess process = FloorProcess.start(databaseUri, settings.floorLayout());
            return new FloorSide(database, process, settings);
        } catch (IOException | RuntimeException failed) {
            database.close();
            throw failed;
        }
    }

    private static List<FloorRow> rows(SampleData data) {
        return IntStream.range(0, data.observations())
                .mapToObj(
                        i ->
                                new FloorRow(
                                        SampleData.observationId(i),
                                        data.subject(i),
                                        data.code(i),
                                        data.storedObservation(i)))
                .toList();
    }

    Measurement measure(Work work, int round) {
        return stopwatch.measure(work, round, workloads.of(work));
    }

    @Override
    public void close() throws IOException {
        try (database) {
            process.close();
        }
    }
}
