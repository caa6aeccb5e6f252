package org.yunzhen.bench.cpu;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the processor time of a server, its database and this generator, before and after a phase.
 */
public final class CpuMeter {
    private final ServerProcesses processes;
    private final Optional<Long> server;
    private final OperatingSystemMXBean self =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /** Without a server (another machine) only the generator is metered. */
    public CpuMeter(ServerProcesses processes, Optional<Long> server) {
        this.processes = processes;
        this.server = server;
    }

    /** The counters now. The database's processes are looked up anew, for backends come and go. */
    public CpuReading read() {
        Set<Long> database = server.map(processes::databaseOf).orElse(Set.of());
        return new CpuReading(
                server.map(pid -> processes.cpuNanos(Set.of(pid))),
                database.isEmpty() ? Optional.empty() : Optional.of(processes.cpuNanos(database)),
                self.getProcessCpuTime(),
                server.flatMap(processes::residentMb));
    }
}
