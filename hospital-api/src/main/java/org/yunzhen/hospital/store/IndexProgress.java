package org.yunzhen.hospital.store;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.concurrent.atomic.AtomicLong;

/** How far a job is that indexes, as metrics. */
final class IndexProgress {
    private final AtomicLong wanted = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    /** Under a name of metrics; {@code .wanted}, {@code .done} and {@code .failed} follow it. */
    IndexProgress(MeterRegistry metrics, String name) {
        metrics.gauge(name + ".wanted", wanted);
        metrics.gauge(name + ".done", done);
        metrics.gauge(name + ".failed", failed);
    }

    /** Shows what a row says: wanted, done and failed. */
    void show(RowSet<Row> rows) {
        for (Row row : rows) {
            wanted.set(row.getLong(0));
            done.set(row.getLong(1));
            failed.set(row.getLong(2));
        }
    }

    @Override
    public String toString() {
        return done + " resources, " + failed + " failed";
    }
}
