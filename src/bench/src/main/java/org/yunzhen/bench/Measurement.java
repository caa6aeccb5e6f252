package org.yunzhen.bench;

import java.util.Locale;
import java.util.Optional;
import org.yunzhen.bench.cpu.CpuUsage;
import org.yunzhen.bench.fhir.Work;
import org.yunzhen.bench.load.Tally;

/**
 * One work on one side in one round.
 *
 * @param side service or floor
 * @param round from 1
 * @param cpu what the measured phase used
 */
record Measurement(Side side, Work work, int round, Tally tally, CpuUsage cpu) {

    /** The two that are compared. */
    enum Side {
        FLOOR,
        SERVICE;

        String title() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Processor time of the server per request, in milliseconds. */
    Optional<Double> serverMillis() {
        return cpu.serverNanos().map(this::perRequest);
    }

    /** Processor time of its PostgreSQL per request, in milliseconds. */
    Optional<Double> databaseMillis() {
        return cpu.databaseNanos().map(this::perRequest);
    }

    /** Processor time of this generator per request, in milliseconds. */
    double generatorMillis() {
        return perRequest(cpu.generatorNanos());
    }

    /** Server, database and generator together, when all are seen. */
    Optional<Double> allMillis() {
        return serverMillis()
                .flatMap(server -> databaseMillis().map(db -> server + db + generatorMillis()));
    }

    private double perRequest(long nanos) {
        return nanos / 1e6 / Math.max(1, tally.requests());
    }
}
