package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.yunzhen.hospital.access.Access;
import org.yunzhen.hospital.access.Action;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;

/**
 * {@code delete} (R4 section 3.1.0.7): a new version that says so; earlier ones stay readable.
 * Deleting what is not there, or no longer, is done already.
 */
@ApplicationScoped
class DeleteInteraction implements Interaction {
    private final PlainWrites writes;
    private final Documents documents;
    private final Access access;

    DeleteInteraction(PlainWrites writes, Documents documents, Access access) {
        this.writes = writes;
        this.documents = documents;
        this.access = access;
    }

    @Override
    public Call.Kind kind() {
        return Call.Kind.DELETE;
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        return documents
                .lock(tx, call.type(), call.id())
                .chain(
                        found ->
                                found.filter(current -> !current.deleted())
                                        .map(current -> delete(call, tx, current))
                                        .orElseGet(() -> nothingThere(call)));
    }

    private Uni<Answer> nothingThere(Call call) {
        call.trace().allowedBy(access.require(call.caller(), call.type(), Action.DELETE));
        return Uni.createFrom().item(Answer.done(null));
    }

    private Uni<Answer> delete(Call call, Tx tx, Stored current) {
        return writes.mayDelete(call, tx, current)
                .invoke(() -> UpdateInteraction.checkVersion(call, current))
                .chain(() -> documents.delete(tx, current))
                .invoke(call.trace()::touched)
                .map(Answer::done);
    }
}
