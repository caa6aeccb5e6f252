package org.yunzhen.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.yunzhen.bench.cpu.CpuMeter;
import org.yunzhen.bench.cpu.CpuReading;
import org.yunzhen.bench.cpu.ServerProcesses;
import org.yunzhen.bench.fhir.Work;
import org.yunzhen.bench.load.LoadClient;
import org.yunzhen.bench.load.Tally;
import org.yunzhen.bench.load.Workload;

/** Warms a server up and measures it: the same procedure for service and floor. */
final class Stopwatch {
    private final Measurement.Side side;
    private final InetSocketAddress address;
    private final Settings.Phases phases;
    private final CpuMeter cpu;

    Stopwatch(
            Measurement.Side side,
            InetSocketAddress address,
            Settings.Phases phases,
            Optional<Long> pid) {
        this.side = side;
        this.address = address;
        this.phases = phases;
        this.cpu = new CpuMeter(new ServerProcesses(), pid);
    }

    Measurement measure(Work work, int round, Workload workload) {
        return measure(work, round, workload, workload, () -> {});
    }

    /**
     * Measures.
     *
     * @param beforePhase runs before warm-up and before the measured time, to renew a token
     */
    Measurement measure(
            Work work, int round, Workload warmUp, Workload measured, Runnable beforePhase) {
        try (LoadClient load = new LoadClient(address, phases.connections())) {
            beforePhase.run();
            load.run(warmUp, Duration.ofSeconds(phases.warmUpSeconds(round)));
            beforePhase.run();
            CpuReading before = cpu.read();
            Tally tally = load.run(measured, Duration.ofSeconds(phases.seconds()));
            return new Measurement(side, work, round, tally, cpu.read().since(before));
        } catch (IOException gone) {
            throw new UncheckedIOException(work.title() + " on the " + side.title(), gone);
        }
    }
}
