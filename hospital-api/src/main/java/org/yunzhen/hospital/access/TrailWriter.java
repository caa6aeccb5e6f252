package org.yunzhen.hospital.access;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.yunzhen.hospital.store.Database;
import org.yunzhen.hospital.store.PerLoop;

/**
 * Writes the rows of reads and refusals of this node, on connections that neither commands nor
 * reads can hold up. Each event loop has its own, so that an answer goes out on the thread that
 * asked.
 */
@ApplicationScoped
public class TrailWriter {
    private final PerLoop<TrailQueue> queues;

    TrailWriter(Database database) {
        this.queues = new PerLoop<>(() -> new TrailQueue(database.pipelined("trail", 1)));
    }

    /** Completes when the row is durable; fails when it cannot be written or too many wait. */
    public Uni<Void> write(TrailEntry entry) {
        return queues.mine().write(entry);
    }
}
