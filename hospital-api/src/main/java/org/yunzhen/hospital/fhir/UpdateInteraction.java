package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * {@code update} (R4 section 3.1.0.4), and create under an id the client chose. A stale {@code
 * If-Match} is refused with 412.
 */
@ApplicationScoped
class UpdateInteraction implements Interaction {
    private final PlainWrites writes;
    private final Documents documents;
    private final ConditionalUpdate conditional;
    private final Projections projections;

    UpdateInteraction(
            PlainWrites writes,
            Documents documents,
            ConditionalUpdate conditional,
            Projections projections) {
        this.writes = writes;
        this.documents = documents;
        this.conditional = conditional;
        this.projections = projections;
    }

    @Override
    public Call.Kind kind() {
        return Call.Kind.UPDATE;
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        return call.id() == null
                ? conditional.settled(call, tx).chain(settled -> named(settled, tx))
                : named(call, tx);
    }

    private Uni<Answer> named(Call call, Tx tx) {
        ObjectNode document = call.resource();
        if (!call.id().equals(document.path("id").textValue())) {
            throw new RefusedException(Refusal.ID_MISMATCH).at(call.type() + ".id");
        }
        return documents
                .lock(tx, call.type(), call.id())
                .chain(
                        found ->
                                found.map(current -> replace(call, tx, current, document))
                                        .orElseGet(() -> create(call, tx, document)));
    }

    private Uni<Answer> create(Call call, Tx tx, ObjectNode document) {
        return writes.mayCreate(call, tx, document)
                .invoke(() -> refuseIfMatch(call))
                .call(() -> projections.refuseServed(call, tx))
                .chain(
                        entries ->
                                documents.putAnew(tx, document, entries, PlainWrites.writer(call)))
                .invoke(call.trace()::touched)
                .call(stored -> writes.written(call, tx, stored))
                .map(Answer::created);
    }

    private Uni<Answer> replace(Call call, Tx tx, Stored current, ObjectNode document) {
        return writes.mayUpdate(call, tx, current, document)
                .invoke(() -> checkVersion(call, current))
                .chain(
                        entries ->
                                documents.update(
                                        tx, current, document, entries, PlainWrites.writer(call)))
                .invoke(call.trace()::touched)
                .call(stored -> writes.replaced(call, tx, current, stored, document))
                .map(next -> current.deleted() ? Answer.created(next) : Answer.updated(next));
    }

    /** What is not there has no version that the caller could know. */
    static void refuseIfMatch(Call call) {
        if (call.conditions().ifMatch() != null) {
            throw new RefusedException(Refusal.VERSION_CONFLICT);
        }
    }

    /**
     * Refuses a change of another version than the one that the preconditions allow (RFC 9110
     * section 13.2.2). {@code If-None-Match: *} asks for a create.
     */
    static void checkVersion(Call call, Stored current) {
        Call.Conditions conditions = call.conditions();
        boolean meant =
                conditions.ifMatch() == null
                        ? Freshness.isOlder(conditions, current)
                        : Headers.isMatchedBy(conditions.ifMatch(), current);
        boolean known =
                conditions.ifNoneMatch() != null
                        && !current.deleted()
                        && Freshness.isKnown(conditions, current);
        if (!meant || known) {
            throw new RefusedException(Refusal.VERSION_CONFLICT);
        }
    }
}
