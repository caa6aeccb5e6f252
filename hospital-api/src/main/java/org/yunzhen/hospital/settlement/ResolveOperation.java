package org.yunzhen.hospital.settlement;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import org.yunzhen.hospital.access.Access;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Inputs;
import org.yunzhen.hospital.fhir.Operation;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** {@code Task/{id}/$resolve}: an operator has looked at a held bill and says how it goes on. */
@ApplicationScoped
class ResolveOperation implements Operation {
    private static final int NOTE_CHARACTERS_MAX = 500;

    private final HeldBills held;
    private final Documents documents;
    private final Access access;

    ResolveOperation(HeldBills held, Documents documents, Access access) {
        this.held = held;
        this.documents = documents;
        this.access = access;
    }

    @Override
    public String type() {
        return "Task";
    }

    @Override
    public String name() {
        return "resolve";
    }

    @Override
    public Level level() {
        return Level.INSTANCE;
    }

    @Override
    public Set<Role> callers() {
        return Set.of(Role.OPERATOR);
    }

    @Override
    public boolean changes() {
        return true;
    }

    @Override
    public String description() {
        return "Ends the hold of a bill: it goes on from where it stood, or what was charged goes"
                + " back, or was paid back by another way";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.required("decision", "code", "go-on, give-back or paid-back"),
                Parameter.optional(
                        "note",
                        "string",
                        "What was found out; with paid-back required: how it was"),
                Parameter.result("Task", "Completed"));
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        Inputs inputs = Inputs.of(call);
        Decision decision =
                Decision.of(inputs.requiredText("decision"))
                        .orElseThrow(() -> Inputs.invalid("decision"));
        String note = inputs.text("note").filter(text -> !text.isBlank()).orElse(null);
        if (note == null && decision == Decision.PAID_BACK) {
            throw Inputs.missing("note");
        }
        if (note != null && note.length() > NOTE_CHARACTERS_MAX) {
            throw Inputs.invalid("note");
        }
        return task(call, tx)
                .chain(task -> resolved(call, tx, task, decision, note))
                .invoke(call.trace()::touched)
                .map(Answer::updated);
    }

    /** The Task of a bill, whether it still waits or not; any other is none of the operator's. */
    private Uni<Stored> task(Call call, Tx tx) {
        return documents
                .lock(tx, "Task", call.id())
                .map(found -> found.filter(HeldBills::asks))
                .map(found -> found.orElseThrow(() -> access.denial(call.caller())))
                .invoke(() -> call.trace().through(Access.PARTY));
    }

    private Uni<Stored> resolved(Call call, Tx tx, Stored task, Decision decision, String note) {
        return held.of(tx, task.id())
                .map(found -> found.orElseThrow(() -> isOver(task)))
                .chain(bill -> held.resolve(tx, bill, task, decision, call.caller().actor(), note));
    }

    private static RefusedException isOver(Stored task) {
        return new RefusedException(
                Refusal.WRONG_STATE, task.document().path("status").asText(), "requested");
    }
}
