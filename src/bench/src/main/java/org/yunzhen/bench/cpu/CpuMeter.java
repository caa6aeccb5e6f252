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

    /** The counters now. */
    public CpuReading read() {
        return new CpuReading(
                server.flatMap(processes::stat),
                processes.postgres(),
                server.map(processes::postmastersOf).orElse(Set.of()),
                self.getProcessCpuTime(),
                server.flatMap(processes::residentMb));
    }
}
