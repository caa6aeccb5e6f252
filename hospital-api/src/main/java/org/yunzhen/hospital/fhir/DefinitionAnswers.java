package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.Callable;
import org.yunzhen.hospital.fhir.DefinitionList.Definition;
import org.yunzhen.hospital.store.OwnRoots;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Issue;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;
import org.yunzhen.mappings.refusal.Severity;

/** Answers with definitions that are served to everybody without being stored. */
@ApplicationScoped
class DefinitionAnswers {
    private final Vertx vertx;
    private final StoredBeside stored;
    private final OwnRoots roots;

    DefinitionAnswers(Vertx vertx, StoredBeside stored, OwnRoots roots) {
        this.vertx = vertx;
        this.stored = stored;
        this.roots = roots;
    }

    /** Finds definitions, in the order of their ids. Called on a worker. */
    interface Finder {
        List<Definition> found(DefinitionQuery query);
    }

    /** One of them, as the call wishes to see it. */
    Uni<Answer> one(Call call, Definition definition) {
        return made(
                call, () -> Buffer.buffer(Subsets.cut(call).apply(definition.document().get())));
    }

    /**
     * Those that a search finds.
     *
     * @return null where the store alone is to be asked; fails with 400 where the search cannot be
     *     read, or where another order than that of the ids is asked for
     */
    Uni<Answer> list(Call call, Tx tx, Finder finder) {
        return stored.read(call, tx).chain(wish -> list(call, tx, finder, wish));
    }

    private Uni<Answer> list(Call call, Tx tx, Finder finder, SearchWish wish) {
        DefinitionQuery query = DefinitionQuery.of(call, wish, roots.of(call.tenant()));
        if (!query.left().isEmpty()) {
            tellWhatWasNotSearched(call, query.left());
            return Uni.createFrom().nullItem();
        }
        return DefinitionList.isBehind(call)
                ? Uni.createFrom().nullItem()
                : onWorker(() -> finder.found(query)).chain(found -> list(call, tx, found, wish));
    }

    private Uni<Answer> list(Call call, Tx tx, List<Definition> found, SearchWish wish) {
        if (found.isEmpty()) {
            return Uni.createFrom().nullItem();
        }
        String sort = call.parameter("_sort");
        if (sort != null && !sort.equals("_id")) {
            throw new RefusedException(Refusal.UNSUPPORTED_PARAMETER, "_sort");
        }
        return stored.count(call, tx, wish)
                .map(beside -> new DefinitionList(call, wish, found, beside))
                .chain(list -> made(call, list::page));
    }

    /** Nobody is to take what is found for all there is. */
    private static void tellWhatWasNotSearched(Call call, List<String> codes) {
        call.trace()
                .warned(
                        codes.stream()
                                .map(code -> Issue.of(Refusal.STORED_ALONE_SEARCHED, code))
                                .map(issue -> issue.withSeverity(Severity.WARNING))
                                .toList());
    }

    /** Made on a worker, for some of them are files. */
    private Uni<Answer> made(Call call, Callable<Buffer> bytes) {
        return onWorker(bytes)
                .invoke(made -> call.trace().allowedBy("definitions"))
                .map(made -> Answer.bytes(200, made));
    }

    private <T> Uni<T> onWorker(Callable<T> work) {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(work, false).toCompletionStage());
    }
}
