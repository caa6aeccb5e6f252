package org.yunzhen.hospital.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * A timed job runs on one node at a time: whoever holds its lease, by PostgreSQL's clock. The
 * clocks of nodes may differ.
 */
@ApplicationScoped
public class Leases {
    private static final String TAKE =
            """
            INSERT INTO job_lease (job, holder, held_until)
            VALUES ($1, $2, now() + make_interval(secs => $3))
            ON CONFLICT (job) DO UPDATE SET holder = $2, held_until = EXCLUDED.held_until
             WHERE job_lease.held_until < now() OR job_lease.holder = $2""";

    private static final double MILLIS = 1000;

    private final Database database;
    private final String node = UUID.randomUUID().toString();

    Leases(Database database) {
        this.database = database;
    }

    /**
     * Runs a job if this node holds, or can take, its lease; does nothing and answers null
     * otherwise.
     *
     * @param length how long the lease is held; longer than the job takes
     */
    public <T> Uni<T> whenHeld(String job, Duration length, Supplier<Uni<T>> work) {
        return database.reads()
                .preparedQuery(TAKE)
                .execute(Tuple.of(job, node, length.toMillis() / MILLIS))
                .chain(rows -> rows.rowCount() == 1 ? work.get() : Uni.createFrom().nullItem());
    }
}
