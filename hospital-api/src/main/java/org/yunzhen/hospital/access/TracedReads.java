package org.yunzhen.hospital.access;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.yunzhen.hospital.store.Database;
import org.yunzhen.hospital.store.PerLoop;
import org.yunzhen.hospital.store.Seen;

/**
 * Reads a resource and leaves the row of the trail in the same statement: one round trip and one
 * flush for both. A row is left where the caller's reach shows beforehand how the read will be
 * decided; the decision itself is made as always, of what was read, and where it differs the caller
 * writes a row of its own.
 */
@ApplicationScoped
public class TracedReads {
    private final PerLoop<TracedQueue> queues;

    TracedReads(Database database) {
        this.queues = new PerLoop<>(() -> new TracedQueue(database));
    }

    /**
     * What was read.
     *
     * @param seen the current version with the caller's relation to it, or null when there never
     *     was one
     * @param row the row that was left in the trail and is durable, or null
     */
    public record Traced(Seen seen, TrailEntry row) {}

    /**
     * Reads what the row names.
     *
     * @param row what the trail is to say if nothing stands against it; its time is that of the
     *     statement
     */
    public Uni<Traced> read(Reach reach, TrailEntry row) {
        return queues.mine().read(new TracedQueue.Wanted(reach, row));
    }
}
