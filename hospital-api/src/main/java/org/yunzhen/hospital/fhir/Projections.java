package org.yunzhen.hospital.fhir;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** The projections by type, asked before the store. */
@ApplicationScoped
class Projections {
    private final Map<String, Projection> byType = new HashMap<>();

    Projections(@All List<Projection> all) {
        all.forEach(one -> one.types().forEach(type -> byType.put(type, one)));
    }

    /** Whether a type's resources are made when they are asked for. */
    boolean serve(String type) {
        return byType.containsKey(type);
    }

    /** By what a type is searched that is never stored; empty for all others. */
    Optional<Set<String>> searchedAlone(String type) {
        Projection projection = byType.get(type);
        return projection == null ? Optional.empty() : projection.searchedAlone();
    }

    Uni<Answer> readOr(Call call, Tx tx, Supplier<Uni<Answer>> store) {
        Projection projection = byType.get(call.type());
        return projection == null ? store.get() : orStore(projection.read(call, tx), store);
    }

    Uni<Answer> searchOr(Call call, Tx tx, Supplier<Uni<Answer>> store) {
        Projection projection = byType.get(call.type());
        return projection == null ? store.get() : orStore(projection.search(call, tx), store);
    }

    /**
     * Refuses a document under an id that a projection serves: it would be stored, and nobody would
     * ever read it.
     */
    Uni<Void> refuseServed(Call call, Tx tx) {
        Projection projection = byType.get(call.type());
        return projection == null
                ? Uni.createFrom().voidItem()
                : projection
                        .read(call, tx)
                        .onItem()
                        .ifNotNull()
                        .failWith(() -> servedAlready(call))
                        .replaceWithVoid();
    }

    private static RefusedException servedAlready(Call call) {
        return new RefusedException(Refusal.WRITTEN_BY_SERVER, call.type() + "/" + call.id());
    }

    private static Uni<Answer> orStore(Uni<Answer> answer, Supplier<Uni<Answer>> store) {
        return answer.onItem().ifNull().switchTo(() -> store.get());
    }
}
