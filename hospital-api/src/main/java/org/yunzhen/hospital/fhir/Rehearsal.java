package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.mappings.refusal.Issue;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Does a write as the caller would, and undoes it: what refuses the write is what is told. Nothing
 * that a rule or a constraint says is told a second time in other words.
 */
@ApplicationScoped
class Rehearsal {
    private static final int SERVER_ERROR = 500;

    private final Transactions transactions;
    private final CreateInteraction create;
    private final UpdateInteraction update;
    private final DeleteInteraction delete;

    Rehearsal(
            Transactions transactions,
            CreateInteraction create,
            UpdateInteraction update,
            DeleteInteraction delete) {
        this.transactions = transactions;
        this.create = create;
        this.update = update;
        this.delete = delete;
    }

    /** The end of a rehearsal without a refusal. */
    private static final class RehearsedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        RehearsedException() {
            super("rehearsed", null, false, false);
        }
    }

    /** Why the caller could not create the resource. */
    Uni<List<Issue>> create(Call call, JsonNode resource) {
        return refusals(call(call, Call.Kind.CREATE, null, resource), create);
    }

    /** Why the caller could not update the resource of the call's id to this one. */
    Uni<List<Issue>> update(Call call, JsonNode resource) {
        return refusals(call(call, Call.Kind.UPDATE, call.id(), resource), update);
    }

    /** Why the caller could not delete the resource of the call's id. */
    Uni<List<Issue>> delete(Call call) {
        return refusals(call(call, Call.Kind.DELETE, call.id(), null), delete);
    }

    private Uni<List<Issue>> refusals(Call call, Interaction interaction) {
        return transactions
                .<List<Issue>>run(
                        call.tenant(),
                        tx ->
                                interaction
                                        .run(call, tx)
                                        .chain(
                                                done ->
                                                        Uni.createFrom()
                                                                .failure(new RehearsedException())))
                .onFailure(RehearsedException.class)
                .recoverWithItem(List.of())
                .onFailure(Rehearsal::isOfTheWrite)
                .recoverWithItem(refused -> ((RefusedException) refused).issues());
    }

    /** That we are overloaded says nothing of the write. */
    private static boolean isOfTheWrite(Throwable failure) {
        return failure instanceof RefusedException refused && refused.status() < SERVER_ERROR;
    }

    /** With a trace of its own: nothing was touched. */
    private static Call call(Call asked, Call.Kind kind, String id, JsonNode resource) {
        return new Call(
                asked.site(),
                kind,
                asked.type(),
                id,
                null,
                null,
                null,
                List.of(),
                Call.Conditions.NONE,
                resource,
                new Trace());
    }
}
