package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.yunzhen.hospital.access.Access;
import org.yunzhen.hospital.access.Action;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;

/**
 * {@code delete} (R4 section 3.1.0.7): a new version that says so; earlier ones stay readable.
 * Deleting what is not there, or no longer, is done already; what a projection serves stays. Where
 * criteria stand in place of the id it deletes the one that matches (section 3.1.0.7.1).
 */
@ApplicationScoped
class DeleteInteraction implements Interaction {
    private final PlainWrites writes;
    private final Documents documents;
    private final Access access;
    private final ConditionalMatch match;
    private final Projections projections;

    DeleteInteraction(
            PlainWrites writes,
            Documents documents,
            Access access,
            ConditionalMatch match,
            Projections projections) {
        this.writes = writes;
        this.documents = documents;
        this.access = access;
        this.match = match;
        this.projections = projections;
    }

    @Override
    public Call.Kind kind() {
        return Call.Kind.DELETE;
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        return target(call, tx)
                .chain(
                        found ->
                                found.filter(current -> !current.deleted())
                                        .map(current -> delete(call, tx, current))
                                        .orElseGet(() -> nothingThere(call, tx)));
    }

    private Uni<Optional<Stored>> target(Call call, Tx tx) {
        return call.id() == null
                ? match.locked(call, tx, call.query())
                : documents.lock(tx, call.type(), call.id());
    }

    private Uni<Answer> nothingThere(Call call, Tx tx) {
        call.trace().allowedBy(access.require(call.caller(), call.type(), Action.DELETE));
        UpdateInteraction.refuseIfMatch(call);
        Uni<Void> served =
                call.id() == null
                        ? Uni.createFrom().voidItem()
                        : projections.refuseServed(call, tx);
        return served.map(nothing -> Answer.done(null));
    }

    private Uni<Answer> delete(Call call, Tx tx, Stored current) {
        return writes.mayDelete(call, tx, current)
                .invoke(() -> UpdateInteraction.checkVersion(call, current))
                .chain(() -> documents.delete(tx, current))
                .invoke(call.trace()::touched)
                .call(stored -> writes.deleted(call, tx, stored))
                .map(Answer::done);
    }
}
