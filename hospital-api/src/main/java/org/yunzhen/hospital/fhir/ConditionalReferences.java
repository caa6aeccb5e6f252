package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;
import org.yunzhen.hospital.access.Trail;
import org.yunzhen.hospital.store.InTurn;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Finds what references of a transaction name by criteria, among what its caller may search: the
 * transaction is refused unless it is one. As if the references were resolved last (R4 section
 * 3.1.0.11.2): what the transaction itself writes is found too, so an entry waits until all that it
 * names is there.
 */
@ApplicationScoped
class ConditionalReferences {
    private static final int ROUNDS_MAX = 8;

    private final ConditionalMatch match;
    private final Trail trail;

    ConditionalReferences(ConditionalMatch match, Trail trail) {
        this.match = match;
        this.trail = trail;
    }

    /** Writes the entries, each when its references are resolved. */
    Uni<Void> write(
            Call bundle, Tx tx, Waiting waiting, Function<List<BundleEntry>, Uni<Void>> write) {
        return write.apply(waiting.ready())
                .chain(() -> rounds(bundle, tx, waiting, write, ROUNDS_MAX))
                .chain(
                        () ->
                                InTurn.each(
                                        waiting.overtaken(),
                                        reference -> verified(bundle, tx, waiting, reference)));
    }

    private Uni<Void> rounds(
            Call bundle,
            Tx tx,
            Waiting waiting,
            Function<List<BundleEntry>, Uni<Void>> write,
            int left) {
        if (waiting.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        if (left == 0) {
            throw new RefusedException(Refusal.SEARCH_TOO_COSTLY);
        }
        return InTurn.each(waiting.open(), reference -> resolved(bundle, tx, waiting, reference))
                .chain(() -> write.apply(waiting.ready()))
                .chain(() -> rounds(bundle, tx, waiting, write, left - 1));
    }

    private Uni<Void> resolved(Call bundle, Tx tx, Waiting waiting, Waiting.Open open) {
        return found(bundle, tx, open)
                .invoke(reference -> waiting.resolve(open, reference))
                .replaceWithVoid();
    }

    /** What was written since may match as well, or what matched may match no more. */
    private Uni<Void> verified(Call bundle, Tx tx, Waiting waiting, Waiting.Open open) {
        return found(bundle, tx, open)
                .invoke(reference -> waiting.verify(open, reference))
                .replaceWithVoid();
    }

    /** As {@code Type/id}; null when there is none. */
    private Uni<String> found(Call bundle, Tx tx, Waiting.Open open) {
        ConditionalReference reference = open.reference();
        Call search = search(bundle, reference);
        return Uni.createFrom()
                .deferred(() -> match.sought(search, tx, reference.criteria()))
                .onFailure(RefusedException.class)
                .transform(failure -> ((RefusedException) failure).at(open.place()))
                .invoke(found -> found.ifPresent(search.trace()::touched))
                .call(found -> trail.write(tx, Commands.entry(search, 200, null)))
                .map(found -> found.map(stored -> stored.reference()).orElse(null));
    }

    private static Call search(Call bundle, ConditionalReference reference) {
        Trace trace = new Trace();
        trace.searchedBy(Queries.names(reference.criteria()));
        return new Call(
                bundle.site(),
                Call.Kind.SEARCH,
                reference.type(),
                null,
                null,
                null,
                null,
                reference.criteria(),
                Call.Conditions.NONE,
                null,
                trace);
    }
}
