package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.yunzhen.hospital.fhir.DefinitionList.Definition;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.refusal.Issue;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;
import org.yunzhen.mappings.refusal.Severity;

/** Answers with definitions that are served to everybody without being stored. */
@ApplicationScoped
class DefinitionAnswers {
    private static final Set<String> SAID_OF_ALL = Set.of("_lastUpdated", "_profile");

    private final Vertx vertx;
    private final StoredBeside stored;

    DefinitionAnswers(Vertx vertx, StoredBeside stored) {
        this.vertx = vertx;
        this.stored = stored;
    }

    /** One of them, as the call wishes to see it. */
    Uni<Answer> one(Call call, Definition definition) {
        return made(
                call, () -> Buffer.buffer(Subsets.cut(call).apply(definition.document().get())));
    }

    /**
     * Those that a search finds.
     *
     * @param parameters by which they are found, with modifiers
     * @param found in the order of their ids
     * @return null where the store alone is to be asked
     * @throws RefusedException 400 where another order than that of the ids is asked for
     */
    Uni<Answer> list(Call call, Tx tx, Set<String> parameters, List<Definition> found) {
        if (found.isEmpty()) {
            tellWhatWasNotSearched(call, parameters);
        }
        String sort = call.parameter("_sort");
        if (!found.isEmpty() && sort != null && !sort.equals("_id")) {
            throw new RefusedException(Refusal.UNSUPPORTED_PARAMETER, "_sort");
        }
        return found.isEmpty() || DefinitionList.isBehind(call)
                ? Uni.createFrom().nullItem()
                : stored.count(call, tx)
                        .map(beside -> new DefinitionList(call, found, beside))
                        .chain(list -> made(call, list::page));
    }

    /**
     * Nobody is to take what is found for all there is. Tags, labels and sources, by which every
     * type can be searched, those that are not stored do not have.
     */
    private static void tellWhatWasNotSearched(Call call, Set<String> parameters) {
        List<Issue> issues =
                call.query().stream()
                        .map(Map.Entry::getKey)
                        .filter(name -> !parameters.contains(name))
                        .map(ChainNames::code)
                        .filter(code -> isSaid(call.type(), code))
                        .distinct()
                        .map(code -> Issue.of(Refusal.STORED_ALONE_SEARCHED, code))
                        .map(issue -> issue.withSeverity(Severity.WARNING))
                        .toList();
        call.trace().warned(issues);
    }

    private static boolean isSaid(String type, String code) {
        return code.startsWith("_")
                ? SAID_OF_ALL.contains(code)
                : Definitions.r4().searchParam(type, code) != null;
    }

    /** Made on a worker, for some of them are files. */
    private Uni<Answer> made(Call call, Callable<Buffer> bytes) {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(bytes, false).toCompletionStage())
                .invoke(made -> call.trace().allowedBy("definitions"))
                .map(made -> Answer.bytes(200, made));
    }
}
