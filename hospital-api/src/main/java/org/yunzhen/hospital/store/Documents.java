package org.yunzhen.hospital.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.yunzhen.mappings.index.IndexEntries;
import org.yunzhen.mappings.json.FhirJson;

/**
 * Versioned documents within a transaction. Whoever writes here has settled already who may; the
 * document is valid R4. Each write is one statement: document, history, index and outbox.
 */
@ApplicationScoped
public class Documents {
    private final Indexer indexer;
    private final Labels labels;

    Documents(Indexer indexer, Labels labels) {
        this.indexer = indexer;
        this.labels = labels;
    }

    /**
     * Stores version 1 of a new document under its {@code id}, or under a new one when it has none.
     * Fails with the database's unique violation when the id is taken.
     */
    public Uni<Stored> create(Tx tx, ObjectNode document, Ownership ownership) {
        String id = document.path("id").isTextual() ? document.path("id").textValue() : Ids.next();
        ObjectNode stamped = Stamp.on(document, id, 1, tx.now(), ownership.workflow());
        IndexEntries entries = indexer.entries(tx.tenant(), stamped, ownership);
        return create(tx, stamped, ownership, entries, false, null);
    }

    /**
     * Stores version 1 of a plain record that has its id and whose entries are known already.
     *
     * @param writer the role of who wrote it, which stays beside the version
     */
    public Uni<Stored> create(Tx tx, ObjectNode document, IndexEntries entries, String writer) {
        String id = document.path("id").textValue();
        ObjectNode stamped = Stamp.on(document, id, 1, tx.now(), null);
        return create(tx, stamped, Ownership.PLAIN, entries, false, writer);
    }

    /** The same of one that was put under its id, which was free. */
    public Uni<Stored> putAnew(Tx tx, ObjectNode document, IndexEntries entries, String writer) {
        String id = document.path("id").textValue();
        ObjectNode stamped = Stamp.on(document, id, 1, tx.now(), null);
        return create(tx, stamped, Ownership.PLAIN, entries, true, writer);
    }

    private Uni<Stored> create(
            Tx tx,
            ObjectNode stamped,
            Ownership ownership,
            IndexEntries entries,
            boolean put,
            String writer) {
        Stored made = stored(tx.now(), stamped, 1, ownership, entries);
        int generation = indexer.generation(tx, made.type(), entries);
        Integer putAnew = put ? made.version() : null;
        return tx.run(
                        DocumentSql.CREATE,
                        RowValues.created(
                                tx.tenant(),
                                made,
                                indexer.index(tx.tenant(), made, entries),
                                generation,
                                putAnew,
                                writer))
                .chain(rows -> written(tx, made, generation, rows))
                .chain(() -> labels.keep(tx, List.of(stamped)))
                .replaceWith(made);
    }

    /**
     * Stores the next version of a document whose current one was read with {@link #lock} in this
     * transaction. Revives a deleted one.
     */
    public Uni<Stored> update(Tx tx, Stored current, ObjectNode document, Ownership ownership) {
        int version = current.version() + 1;
        OffsetDateTime at = after(current, tx);
        ObjectNode stamped = Stamp.on(document, current.id(), version, at, ownership.workflow());
        IndexEntries entries = indexer.entries(tx.tenant(), stamped, ownership);
        Stored next = stored(at, stamped, version, ownership, entries);
        return replace(tx, current, next, entries, null)
                .call(() -> labels.keep(tx, List.of(stamped)));
    }

    /**
     * Stores the next version of a plain record whose entries are known already.
     *
     * @param writer the role of who wrote it; null where only its labels are others
     */
    public Uni<Stored> update(
            Tx tx, Stored current, ObjectNode document, IndexEntries entries, String writer) {
        Ownership ownership = new Ownership(current.workflow(), current.parties());
        int version = current.version() + 1;
        OffsetDateTime at = after(current, tx);
        ObjectNode stamped = Stamp.on(document, current.id(), version, at, ownership.workflow());
        Stored next = stored(at, stamped, version, ownership, entries);
        return replace(tx, current, next, entries, writer)
                .call(() -> labels.keep(tx, List.of(stamped)));
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
                        after(current, tx),
                        true,
                        current.workflow(),
                        current.patients(),
                        current.parties(),
                        current.body());
        return replace(tx, current, next, null, null);
    }

    /**
     * Erases what all versions said, with their index and in kept answers; what is left is a last,
     * deleted version that says in an OperationOutcome that this was done. Its id is never given
     * again.
     *
     * @param current read with {@link #lock} in this transaction
     * @return how many versions there were
     */
    public Uni<Integer> expunge(Tx tx, Stored current, ObjectNode outcome) {
        Stored next =
                new Stored(
                        current.type(),
                        current.id(),
                        current.version() + 1,
                        after(current, tx),
                        true,
                        Ownership.EXPUNGED,
                        current.patients(),
                        List.of(),
                        Buffer.buffer(FhirJson.write(outcome)));
        return replace(tx, current, next, null, null)
                .chain(
                        () ->
                                tx.run(
                                        DocumentSql.FORGET_ANSWERS,
                                        tx.tenant(),
                                        current.type(),
                                        current.id(),
                                        next.body()))
                .chain(
                        () ->
                                tx.run(
                                        DocumentSql.FORGET_VERSIONS,
                                        tx.tenant(),
                                        current.type(),
                                        current.id()))
                .map(RowSet::rowCount);
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

    private Uni<Stored> replace(
            Tx tx, Stored current, Stored next, IndexEntries entries, String writer) {
        int generation = indexer.generation(tx, next.type(), entries);
        Indexed index =
                next.deleted()
                        ? Indexer.nothing(next.patients())
                        : indexer.index(tx.tenant(), next, entries);
        List<Object> values = RowValues.of(tx.tenant(), next, index);
        values.add(next.deleted());
        values.add(current.version());
        values.add(indexer.parametersWithRows(tx.tenant(), next.type()));
        values.add(generation);
        values.add(writer);
        return tx.run(DocumentSql.UPDATE, values)
                .chain(rows -> written(tx, next, generation, rows))
                .replaceWith(next);
    }

    private Uni<Void> written(Tx tx, Stored stored, int generation, RowSet<Row> done) {
        return indexer.checkWritten(
                tx, tx.tenant(), List.of(new Indexer.Written(stored, generation)), done);
    }

    /**
     * The instant of a next version: that of its transaction, but never before the version that it
     * follows, whose transaction may have begun later and ended first.
     */
    private static OffsetDateTime after(Stored current, Tx tx) {
        return tx.now().isBefore(current.lastUpdated()) ? current.lastUpdated() : tx.now();
    }

    static Stored stored(
            OffsetDateTime at,
            ObjectNode stamped,
            int version,
            Ownership ownership,
            IndexEntries entries) {
        return new Stored(
                stamped.path("resourceType").textValue(),
                stamped.path("id").textValue(),
                version,
                at,
                false,
                ownership.workflow(),
                Indexer.patients(stamped, entries),
                ownership.parties(),
                Buffer.buffer(FhirJson.write(stamped)));
    }

    static Long[] boxed(long[] terms) {
        return Arrays.stream(terms).boxed().toArray(Long[]::new);
    }

    private static Optional<Stored> first(RowSet<Row> rows) {
        var rowsIterator = rows.iterator();
        return rowsIterator.hasNext()
                ? Optional.of(Rows.stored(rowsIterator.next()))
                : Optional.empty();
    }
}
