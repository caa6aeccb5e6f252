package org.yunzhen.bench.fhir;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.yunzhen.bench.load.Workload;

/**
 * Makes the requests of each {@link Work} from the sample data; the floor is sent the same ones.
 */
public final class Workloads {
    private static final int VARIETY = 512;
    private static final int TRANSACTION_ENTRIES = 20;
    private static final long SHUFFLE_SEED = 20261124;

    private final Caller caller;
    private final SampleData data;
    private final int connections;

    /** Of this caller, with this data, over so many connections. */
    public Workloads(Caller caller, SampleData data, int connections) {
        this.caller = caller;
        this.data = data;
        this.connections = connections;
    }

    /** The workload of every kind but booking, which needs slots: see {@link #book}. */
    public Workload of(Work work) {
        return switch (work) {
            case READ -> get(work, i -> "Observation/" + SampleData.observationId(i));
            case SEARCH -> get(work, data::searchPath);
            case SEARCH_PATIENT -> get(work, i -> "Observation?patient=" + data.subject(i));
            case SEARCH_IDENTIFIER -> get(work, this::identifierPath);
            case METADATA -> new GetWork(work.title(), caller, List.of("metadata"));
            case CREATE ->
                    new PostWork(work.title(), caller, "Observation", newObservations(), 201);
            case UPDATE -> new UpdateWork(caller, data, connections);
            case TRANSACTION -> new PostWork(work.title(), caller, "", transactions(), 200);
            case BOOK -> throw new IllegalArgumentException("booking needs slots");
        };
    }

    private String identifierPath(int number) {
        return "Patient?identifier=urn:yunzhen:bench:patient%7C"
                + "%06d".formatted(number % data.patients() + 1);
    }

    /** All rows in an order that no cache of neighbours helps. */
    private Workload get(Work work, IntFunction<String> path) {
        List<String> paths =
                new ArrayList<>(IntStream.range(0, data.observations()).mapToObj(path).toList());
        Collections.shuffle(paths, new Random(SHUFFLE_SEED));
        return new GetWork(work.title(), caller, paths);
    }

    private List<byte[]> newObservations() {
        return IntStream.range(0, VARIETY).mapToObj(data::newObservation).toList();
    }

    private List<byte[]> transactions() {
        return IntStream.range(0, VARIETY / TRANSACTION_ENTRIES)
                .mapToObj(i -> transaction(i * TRANSACTION_ENTRIES))
                .toList();
    }

    private byte[] transaction(int from) {
        List<String> entries =
                IntStream.range(from, from + TRANSACTION_ENTRIES).mapToObj(this::post).toList();
        return Seed.bundle(entries).getBytes(StandardCharsets.UTF_8);
    }

    private String post(int number) {
        UUID fullUrl = new UUID(SHUFFLE_SEED, number);
        return """
        {"fullUrl":"urn:uuid:%s","resource":%s,"request":{"method":"POST","url":"Observation"}}"""
                .formatted(
                        fullUrl, new String(data.newObservation(number), StandardCharsets.UTF_8));
    }

    /** Bookings of these slots by these patients. */
    Workload book(List<String> slotIds, List<PatientAccount> patients) {
        return new BookWork(caller, UUID.randomUUID().toString(), slotIds, patients);
    }
}
