package org.yunzhen.hospital.access;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.rule.Rule;

/**
 * The append-only trail ({@link Rule#R32}). A write's row goes into the write's transaction; reads
 * and refusals go through {@link TrailWriter}, and their answer waits for its flush.
 */
@ApplicationScoped
public class Trail {
    static final String INSERT =
            """
            INSERT INTO trail (tenant, at, request_id, actor, role, relation, rule, purpose, action,
                               type, resource_id, version, patients, status, refusal, query)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)""";

    private final TrailWriter writer;

    Trail(TrailWriter writer) {
        this.writer = writer;
    }

    /** Writes a row into a transaction; it stands or falls with what it tells of. */
    public Uni<Void> write(Tx tx, TrailEntry entry) {
        return tx.run(INSERT, values(entry)).replaceWithVoid();
    }

    /** Writes a row on its own; completes when it is durable. */
    public Uni<Void> write(TrailEntry entry) {
        return writer.write(entry);
    }

    static List<Object> values(TrailEntry e) {
        return Arrays.asList(
                e.tenant(),
                e.at(),
                e.requestId(),
                e.actor(),
                e.role(),
                e.relation(),
                e.rule(),
                e.purpose(),
                e.action(),
                e.type(),
                e.id(),
                e.version(),
                e.patients().toArray(String[]::new),
                (short) e.status(),
                e.refusal(),
                e.query());
    }
}
