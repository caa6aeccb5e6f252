package org.yunzhen.bench.cpu;

import java.util.Optional;

/**
 * Processor time used in a phase, in nanoseconds.
 *
 * @param serverNanos of the server process; empty when it cannot be seen
 * @param databaseNanos of its PostgreSQL, all processes; empty when it cannot be seen
 * @param generatorNanos of this process
 * @param residentMb memory of the server process at the phase's end
 */
public record CpuUsage(
        Optional<Long> serverNanos,
        Optional<Long> databaseNanos,
        long generatorNanos,
        Optional<Long> residentMb) {}
