package org.yunzhen.hospital.platform;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.yunzhen.hospital.store.DatabaseWatch;

/**
 * Whether PostgreSQL answered when it was last asked, a second ago at most, and how durably it is
 * set. It asks nothing itself and needs no worker, so it answers at once however busy all are.
 */
@Readiness
@ApplicationScoped
class DatabaseHealth implements AsyncHealthCheck {
    private final DatabaseWatch watch;

    DatabaseHealth(DatabaseWatch watch) {
        this.watch = watch;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom().item(this::health);
    }

    private HealthCheckResponse health() {
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
