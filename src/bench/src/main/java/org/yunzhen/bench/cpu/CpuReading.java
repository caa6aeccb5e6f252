package org.yunzhen.bench.cpu;

import java.util.Optional;

/**
 * Processor time in nanoseconds: as counters, or as what a phase used.
 *
 * @param serverNanos of the server process; empty when it cannot be seen
 * @param databaseNanos of its PostgreSQL; empty when it cannot be seen
 * @param generatorNanos of this process
 * @param residentMb memory of the server process at the reading
 */
public record CpuReading(
        Optional<Long> serverNanos,
        Optional<Long> databaseNanos,
        long generatorNanos,
        Optional<Long> residentMb) {

    /** What was used since an earlier reading. */
    public CpuReading since(CpuReading earlier) {
        return new CpuReading(
                difference(serverNanos, earlier.serverNanos),
                difference(databaseNanos, earlier.databaseNanos),
                generatorNanos - earlier.generatorNanos,
                residentMb);
    }

    private static Optional<Long> difference(Optional<Long> later, Optional<Long> earlier) {
        return later.flatMap(end -> earlier.map(begin -> end - begin));
    }
}
