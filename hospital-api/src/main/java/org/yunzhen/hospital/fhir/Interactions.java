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
        if (call.kind() == Call.Kind.OPERATION || call.kind() == Call.Kind.OPERATION_BY_GET) {
            return operations.admitted(call).chain(admitted -> operation(call, admitted));
        }
        Interaction interaction = of(call);
        if (call.kind() == Call.Kind.BUNDLE && BundleInteraction.isBatch(call)) {
            return bundles.batch(call).call(answer -> commands.served(call, answer));
        }
        boolean changes =
                switch (call.kind()) {
                    case CREATE, UPDATE, PATCH, DELETE, BUNDLE, EXPORT_CANCEL -> true;
                    default -> false;
                };
        return changes ? commands.change(call, interaction) : commands.read(call, interaction);
    }

    /** Role and inputs are asked before a kept answer is given again. */
    private Uni<Answer> operation(Call call, Operations.Admitted admitted) {
        Operation operation = admitted.operation();
        if (operation instanceof OutsideOperation outside) {
            return commands.outside(call, () -> outside.run(admitted.inputs()));
        }
        if (!operation.changes(call)) {
            return commands.read(call, admitted);
        }
        boolean keepsAnswer = !operation.repeatsByItself();
        return commands.change(keepsAnswer ? call : call.withoutIdempotencyKey(), admitted);
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
