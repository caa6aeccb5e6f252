package org.yunzhen.hospital.platform;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.yunzhen.hospital.store.Database;

/**
 * Whether PostgreSQL answers, and how durably it is set. It has a connection of its own and a
 * bound, so it answers within a second however busy the pools are.
 */
@Readiness
@ApplicationScoped
class DatabaseHealth implements AsyncHealthCheck {
    private static final String NAME = "database";
    private static final Duration PATIENCE = Duration.ofMillis(800);

    private static final String SETTINGS =
            """
            SELECT current_setting('fsync'), current_setting('synchronous_commit'),
                   current_setting('full_page_writes')""";

    private final SqlClient client;

    DatabaseHealth(Database database) {
        this.client = database.pipelined("health", 1);
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return client.preparedQuery(SETTINGS)
                .execute()
                .map(DatabaseHealth::up)
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .recoverWithItem(DatabaseHealth::down);
    }

    private static HealthCheckResponse up(RowSet<Row> rows) {
        Row row = rows.iterator().next();
        return HealthCheckResponse.named(NAME)
                .up()
                .withData("fsync", row.getString(0))
                .withData("synchronous_commit", row.getString(1))
                .withData("full_page_writes", row.getString(2))
                .build();
    }

    private static HealthCheckResponse down(Throwable failure) {
        return HealthCheckResponse.named(NAME)
                .down()
                .withData("reason", failure.getClass().getSimpleName())
                .build();
    }

    @PreDestroy
    void close() {
        client.closeAndForget();
    }
}
