package org.yunzhen.hospital.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.yunzhen.mappings.json.FhirJson;

/**
 * Versioned documents within a transaction. Whoever writes here has settled already who may; the
 * document is valid R4. Each write is one statement: document, history, index and outbox.
 */
@ApplicationScoped
public class Documents {
    private final Indexer indexer;

    Documents(Indexer indexer) {
        this.indexer = indexer;
    }

    /**
     * Stores version 1 of a new document under its {@code id}, or under a new one when it has none.
     * Fails with the database's unique violation when the id is taken.
     */
    public Uni<Stored> create(Tx tx, ObjectNode document, Ownership ownership) {
        String type = document.path("resourceType").textValue();
        String id = document.path("id").isTextual() ? document.path("id").textValue() : Ids.next();
        Stored made = stamped(tx, document, type, id, 1, false, ownership);
        return tx.run(DocumentSql.CREATE, values(tx, made)).replaceWith(made);
    }

    /**
     * Stores the next version of a document whose current one was read with {@link #lock} in this
     * transaction. Revives a deleted one.
     */
    public Uni<Stored> update(Tx tx, Stored current, ObjectNode document, Ownership ownership) {
        Stored next =
                stamped(
                        tx,
                        document,
                        current.type(),
                        current.id(),
                        current.version() + 1,
                        false,
                        ownership);
        return replace(tx, current, next);
    }

    /** Stores the next version, with the owner it has. */
    public Uni<Stored> update(Tx tx, Stored current, ObjectNode document) {
        return update(tx, current, document, new Ownership(current.workflow(), current.parties()));
    }

    /** Marks a document as deleted; its versions stay readable. */
    public Uni<Stored> delete(Tx tx, Stored current) {
        Stored next =
                new Stored(
                        current.type(),
                        current.id(),
                        current.version() + 1,
                        tx.now(),
                        true,
                        current.workflow(),
                        current.patients(),
                        current.parties(),
                        current.body());
        return replace(tx, current, next);
    }

    /** The current version, deleted ones included. */
    public Uni<Optional<Stored>> find(Tx tx, String type, String id) {
        return tx.run(DocumentSql.FIND, tx.tenant(), type, id).map(Documents::first);
    }

    /** The current version, locked until the transaction ends. */
    public Uni<Optional<Stored>> lock(Tx tx, String type, String id) {
        return tx.run(DocumentSql.LOCK, tx.tenant(), type, id).map(Documents::first);
    }

    /** One version, current or superseded. */
    public Uni<Optional<Stored>> version(Tx tx, String type, String id, int version) {
        return tx.run(DocumentSql.VERSION, tx.tenant(), type, id, version).map(Documents::first);
    }

    private Uni<Stored> replace(Tx tx, Stored current, Stored next) {
        List<Object> values = new ArrayList<>(values(tx, next));
        values.add(next.deleted());
        values.add(current.version());
        return tx.run(DocumentSql.UPDATE, values)
                .map(
                        rows -> {
                            if (rows.rowCount() != 1) {
                                throw new IllegalStateException(
                                        current.reference() + " was not locked before its update");
                            }
                            return next;
                        });
    }

    private Stored stamped(
            Tx tx,
            ObjectNode document,
            String type,
            String id,
            int version,
            boolean deleted,
            Ownership ownership) {
        ObjectNode stamped = Stamp.on(document, id, version, tx.now(), ownership.workflow());
        return new Stored(
                type,
                id,
                version,
                tx.now(),
                deleted,
                ownership.workflow(),
                indexer.patients(stamped),
                ownership.parties(),
                Buffer.buffer(FhirJson.write(stamped)));
    }

    private List<Object> values(Tx tx, Stored stored) {
        Indexed index =
                stored.deleted()
                        ? Indexer.nothing(stored.patients())
                        : indexer.index(tx.tenant(), stored);
        List<Object> values =
                new ArrayList<>(
                        Arrays.asList(
                                tx.tenant(),
                                stored.type(),
                                stored.id(),
                                stored.lastUpdated(),
                                stored.workflow(),
                                stored.patients().toArray(String[]::new),
                                stored.parties().toArray(String[]::new),
                                boxed(index.terms()),
                                index.sortDate(),
                                stored.body()));
        IndexColumns.append(values, index);
        return values;
    }

    private static Long[] boxed(long[] terms) {
        return Arrays.stream(terms).boxed().toArray(Long[]::new);
    }

    private static Optional<Stored> first(RowSet<Row> rows) {
        var rowsIterator = rows.iterator();
        return rowsIterator.hasNext()
                ? Optional.of(Rows.stored(rowsIterator.next()))
                : Optional.empty();
    }
}
