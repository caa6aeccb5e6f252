package org.yunzhen.hospital.platform;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.yunzhen.hospital.store.DatabaseWatch;

/**
 * Whether PostgreSQL answered when it was last asked, a second ago at most, and how durably it is
 * set. It asks nothing itself, so it answers at once however busy the pools are.
 */
@Readiness
@ApplicationScoped
class DatabaseHealth implements HealthCheck {
    private final DatabaseWatch watch;

    DatabaseHealth(DatabaseWatch watch) {
        this.watch = watch;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder health = HealthCheckResponse.named("database");
        return watch.settings()
                .map(values -> with(health, values).up().build())
                .orElseGet(() -> health.down().build());
    }

    private static HealthCheckResponseBuilder with(
            HealthCheckResponseBuilder health, List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            health.withData(DatabaseWatch.SETTINGS.get(i), values.get(i));
        }
        return health;
    }
}
