package org.yunzhen.bench.cpu;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The counters at one moment.
 *
 * @param server counters of the server process; empty when it cannot be seen
 * @param postgres counters of every PostgreSQL process of the machine, by process id
 * @param postmasters those of them that the server is connected to; none if it is to none
 * @param generatorNanos of this process
 * @param residentMb memory of the server process
 */
public record CpuReading(
        Optional<ProcessStat> server,
        Map<Long, ProcessStat> postgres,
        Set<Long> postmasters,
        long generatorNanos,
        Optional<Long> residentMb) {

    /** What was used since an earlier reading. */
    public CpuUsage since(CpuReading earlier) {
        return new CpuUsage(
                server.flatMap(
                        now ->
                                earlier.server.map(
                                        then -> now.nanosWithReaped() - then.nanosWithReaped())),
                databaseSince(earlier),
                generatorNanos - earlier.generatorNanos,
                residentMb);
    }

    /**
     * Both readings are summed over the same databases. Backends come and go between them; the time
     * of one that has ended is in its postmaster's counter.
     */
    private Optional<Long> databaseSince(CpuReading earlier) {
        if (server.isEmpty() || postgres.isEmpty()) {
            return Optional.empty();
        }
        Set<Long> counted = new HashSet<>(postmasters);
        counted.addAll(earlier.postmasters);
        return Optional.of(databaseNanos(counted) - earlier.databaseNanos(counted));
    }

    private long databaseNanos(Set<Long> counted) {
        return postgres.entrySet().stream()
                .filter(
                        process ->
                                counted.isEmpty()
                                        || counted.contains(process.getKey())
                                        || counted.contains(process.getValue().parent()))
                .mapToLong(process -> process.getValue().nanosWithReaped())
                .sum();
    }
}
