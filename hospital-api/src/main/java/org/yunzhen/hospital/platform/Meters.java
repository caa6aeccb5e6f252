package org.yunzhen.hospital.platform;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Ends the metrics with the service. Where another is started in the same JVM, as by live reload or
 * by tests, a gauge of the first would keep the second from registering its own.
 */
@ApplicationScoped
class Meters {
    private final MeterRegistry metrics;

    Meters(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    void end(@Observes ShutdownEvent event) {
        metrics.clear();
    }
}
