package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.yunzhen.hospital.access.Access;
import org.yunzhen.hospital.access.Action;
import org.yunzhen.hospital.access.Grant;
import org.yunzhen.hospital.access.Reach;
import org.yunzhen.hospital.store.Reader;
import org.yunzhen.hospital.store.Seen;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * {@code read}: the stored bytes of the current version (R4 section 3.1.0.1). Document and the
 * caller's relation to its patients come in one statement.
 */
@ApplicationScoped
class ReadInteraction implements Interaction {
    private final Access access;
    private final Reader reader;
    private final Living living;
    private final Projections projections;
    private final Subsets subsets;

    ReadInteraction(
            Access access, Reader reader, Living living, Projections projections, Subsets subsets) {
        this.access = access;
        this.reader = reader;
        this.living = living;
        this.projections = projections;
        this.subsets = subsets;
    }

    @Override
    public Call.Kind kind() {
        return Call.Kind.READ;
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        return projections.readOr(call, tx, () -> stored(call, tx));
    }

    private Uni<Answer> stored(Call call, Tx tx) {
        return visible(call, tx)
                .map(stored -> answer(call, stored))
                .chain(answer -> living.has(call.type()) ? living(tx, answer) : item(answer))
                .chain(answer -> subsets.of(call, answer));
    }

    private Uni<Answer> living(Tx tx, Answer answer) {
        return living.now(tx, answer.stored())
                .map(bytes -> new Answer(200, answer.stored(), bytes, false, false));
    }

    private static Uni<Answer> item(Answer answer) {
        return Uni.createFrom().item(answer);
    }

    /** The resource the call names, if the caller may see it; deleted ones included. */
    Uni<Stored> visible(Call call, Tx tx) {
        Grant grant = access.require(call.caller(), call.type(), Action.READ);
        call.trace().allowedBy(grant);
        boolean asksRelation = grant.reach() == Reach.OWN || grant.reach() == Reach.RELATION;
        Uni<Seen> found =
                asksRelation
                        ? reader.read(tx, call.type(), call.id(), call.caller().actors())
                        : reader.read(tx, call.type(), call.id());
        return found.map(seen -> decided(call, grant, seen));
    }

    private Stored decided(Call call, Grant grant, Seen seen) {
        boolean hidesExistence = grant.reach() != Reach.PUBLIC && grant.reach() != Reach.TENANT;
        if (seen == null) {
            throw hidesExistence
                    ? access.denial(call.caller())
                    : new RefusedException(Refusal.NOT_FOUND, call.type(), call.id());
        }
        Stored stored = seen.stored();
        String relation =
                Access.withoutAsking(
                                call.caller(), grant.reach(), stored.patients(), stored.parties())
                        .orElse(seen.relation());
        if (relation == null) {
            throw access.denial(call.caller());
        }
        call.trace().through(relation);
        call.trace().touched(stored);
        return stored;
    }

    private static Answer answer(Call call, Stored stored) {
        if (stored.deleted()) {
            throw new RefusedException(Refusal.GONE, stored.type(), stored.id());
        }
        return Freshness.isKnown(call.conditions(), stored)
                ? Answer.notModified(stored)
                : Answer.of(stored);
    }
}
