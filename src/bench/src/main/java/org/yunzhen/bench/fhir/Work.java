package org.yunzhen.bench.fhir;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The kinds of request, in the order they are measured, each with the goal the house has set
 * itself.
 */
public enum Work {
    /** Observation by id. */
    READ("read", 8_000, 0.2),
    /** Observations of a patient with a code, about five hits. */
    SEARCH("search", 3_500, 0.45),
    /** Create of one Observation of 1 to 2 KB. */
    CREATE("create", 2_500, 0.75),
    /** Update with If-Match, one resource per connection. */
    UPDATE("update", 2_000, 0.9),
    /** Transaction Bundle with 20 creates. */
    TRANSACTION("transaction", 350, 5.5),
    /** Booking of a numbered ticket by a patient; no goal for it has been set. */
    BOOK("book", 0, 0),
    /** Patient by identifier. */
    SEARCH_IDENTIFIER("search-identifier", 4_000, 0.4),
    /** All observations of a patient, about twenty hits. */
    SEARCH_PATIENT("search-patient", 2_500, 0.7),
    /** CapabilityStatement. */
    METADATA("metadata", 10_000, 0);

    private final String title;
    private final int goalPerSecond;
    private final double goalCpuMillis;

    Work(String title, int goalPerSecond, double goalCpuMillis) {
        this.title = title;
        this.goalPerSecond = goalPerSecond;
        this.goalCpuMillis = goalCpuMillis;
    }

    /** Name on the command line and in tables. */
    public String title() {
        return title;
    }

    /** Requests per second aimed at; 0 when no goal is set. */
    public int goalPerSecond() {
        return goalPerSecond;
    }

    /**
     * Processor time per request aimed at, in milliseconds, of server, database and generator
     * together; 0 when no goal is set.
     */
    public double goalCpuMillis() {
        return goalCpuMillis;
    }

    /** The work with this title. */
    public static Optional<Work> named(String title) {
        return Arrays.stream(values()).filter(work -> work.title.equals(title)).findFirst();
    }

    /** All titles, for messages. */
    public static String titles() {
        return Arrays.stream(values()).map(Work::title).collect(Collectors.joining(", "));
    }
}
