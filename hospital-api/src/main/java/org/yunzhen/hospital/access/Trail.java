package org.yunzhen.hospital.access;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.rule.Rule;

/**
 * The append-only trail ({@link Rule#R32}). A write's row goes into the write's transaction; reads
 * and refusals go through {@link TrailWriter}, and their answer waits for its flush.
 */
@ApplicationScoped
public class Trail {
    private final TrailWriter writer;

    Trail(TrailWriter writer) {
        this.writer = writer;
    }

    /** Writes a row into a transaction; it stands or falls with what it tells of. */
    public Uni<Void> write(Tx tx, TrailEntry entry) {
        return tx.run(TrailSql.INSERT, TrailSql.values(entry)).replaceWithVoid();
    }

    /** Writes many rows into a transaction by one statement. */
    public Uni<Void> write(Tx tx, List<TrailEntry> entries) {
        return tx.run(TrailSql.INSERT_MANY, TrailSql.columns(entries)).replaceWithVoid();
    }

    /** Writes a row on its own; completes when it is durable. */
    public Uni<Void> write(TrailEntry entry) {
        return writer.write(entry);
    }
}
