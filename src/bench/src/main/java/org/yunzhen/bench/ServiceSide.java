package org.yunzhen.bench;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import org.yunzhen.bench.cpu.ServerProcesses;
import org.yunzhen.bench.fhir.BookingSupply;
import org.yunzhen.bench.fhir.Caller;
import org.yunzhen.bench.fhir.Durability;
import org.yunzhen.bench.fhir.Seed;
import org.yunzhen.bench.fhir.ServiceClient;
import org.yunzhen.bench.fhir.Work;
import org.yunzhen.bench.fhir.Workloads;

/** The service under test: checked, seeded and measured with tokens. */
final class ServiceSide {
    private final Settings settings;
    private final ServiceClient service;
    private final Caller caller;
    private final Workloads workloads;
    private final Stopwatch stopwatch;

    private ServiceSide(Settings settings, URI base) {
        this.settings = settings;
        this.service = new ServiceClient(base);
        this.caller =
                new Caller(base.getAuthority(), base.getRawPath().replaceAll("/$", "") + "/fhir");
        this.workloads = new Workloads(caller, settings.data(), settings.phases().connections());
        int port = base.getPort() < 0 ? 80 : base.getPort();
        InetSocketAddress address = new InetSocketAddress(base.getHost(), port);
        this.stopwatch =
                new Stopwatch(Measurement.Side.SERVICE, address, settings.phases(), pid(address));
    }

    /** Ready to be measured. Refuses a database that is not durable, before anything is written. */
    static ServiceSide prepare(Settings settings, URI base) {
        ServiceSide side = new ServiceSide(settings, base);
        Durability.requireOf(side.service.health());
        new Seed(side.service, settings.data()).plant();
        return side;
    }

    private Optional<Long> pid(InetSocketAddress address) {
        if (settings.pid().isPresent()) {
            return settings.pid();
        }
        return address.getAddress() != null && address.getAddress().isLoopbackAddress()
                ? new ServerProcesses().listeningOn(address.getPort())
                : Optional.empty();
    }

    Measurement measure(Work work, int round) {
        if (work == Work.BOOK) {
            BookingSupply supply = BookingSupply.find(service, workloads, settings.bookers());
            return stopwatch.measure(
                    work, round, supply.warmUp(), supply.measured(), this::renewToken);
        }
        var workload = workloads.of(work);
        return stopwatch.measure(work, round, workload, workload, this::renewToken);
    }

    private void renewToken() {
        caller.use(service.integrationToken());
    }

    /** How many hits the measured search has, so that nobody measures a search for nothing. */
    int hitsOfSearch() {
        return service.hits(settings.data().searchPath(0));
    }
}
