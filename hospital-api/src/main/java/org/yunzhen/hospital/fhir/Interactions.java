package org.yunzhen.hospital.fhir;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** Finds who serves a call and runs it as a read or as a command. */
@ApplicationScoped
class Interactions {
    private final Map<Call.Kind, Interaction> byKind = new EnumMap<>(Call.Kind.class);
    private final Operations operations;
    private final Commands commands;
    private final BundleInteraction bundles;

    Interactions(
            @All List<Interaction> all,
            Operations operations,
            Commands commands,
            BundleInteraction bundles) {
        all.forEach(interaction -> byKind.put(interaction.kind(), interaction));
        this.operations = operations;
        this.commands = commands;
        this.bundles = bundles;
    }

    /** Serves a call of its own. */
    Uni<Answer> serve(Call call) {
        if (call.kind() == Call.Kind.OPERATION
                && operations.find(call) instanceof OutsideOperation) {
            return commands.outside(call, (OutsideOperation) operations.admitted(call));
        }
        Interaction interaction = of(call);
        if (call.kind() == Call.Kind.BUNDLE && BundleInteraction.isBatch(call)) {
            return bundles.batch(call).call(answer -> commands.served(call, answer));
        }
        boolean changes =
                switch (call.kind()) {
                    case CREATE, UPDATE, DELETE, BUNDLE -> true;
                    case OPERATION, OPERATION_BY_GET -> operations.find(call).changes();
                    case READ, VREAD, HISTORY, SEARCH, METADATA -> false;
                };
        if (!changes) {
            return commands.read(call, interaction);
        }
        if (call.kind() != Call.Kind.OPERATION) {
            return commands.change(call, interaction);
        }
        // the role is asked before a kept answer is given again
        boolean keepsAnswer = !operations.admitted(call).repeatsByItself();
        return commands.change(keepsAnswer ? call : call.withoutIdempotencyKey(), interaction);
    }

    /**
     * Who serves an entry of a transaction, whose answers are kept together.
     *
     * @throws RefusedException 422 for an operation whose answer holds a secret that must not be
     *     kept
     */
    Interaction ofTransaction(Call call) {
        if (call.kind() == Call.Kind.OPERATION && operations.find(call).repeatsByItself()) {
            throw new RefusedException(Refusal.NOT_SUPPORTED, "$" + call.operation());
        }
        return of(call);
    }

    /** Who serves a call. */
    Interaction of(Call call) {
        return call.kind() == Call.Kind.OPERATION_BY_GET ? operations : byKind.get(call.kind());
    }
}
