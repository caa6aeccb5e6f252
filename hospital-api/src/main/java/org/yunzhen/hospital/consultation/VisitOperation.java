package org.yunzhen.hospital.consultation;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Operation;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;

/** A step of a visit: an operation on its Encounter that answers with the Encounter. */
abstract class VisitOperation implements Operation {
    private final String name;
    private final Role caller;
    private final String description;
    private final List<Parameter> inputs;

    VisitOperation(String name, Role caller, String description, Parameter... inputs) {
        this.name = name;
        this.caller = caller;
        this.description = description;
        this.inputs = List.of(inputs);
    }

    /** Takes the step and answers the Encounter in its new version. */
    abstract Uni<Stored> step(Call call, Tx tx);

    @Override
    public final Uni<Answer> run(Call call, Tx tx) {
        return step(call, tx).invoke(call.trace()::touched).map(Answer::updated);
    }

    @Override
    public final String type() {
        return "Encounter";
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Level level() {
        return Level.INSTANCE;
    }

    @Override
    public final Set<Role> callers() {
        return EnumSet.of(caller);
    }

    @Override
    public final boolean changes() {
        return true;
    }

    @Override
    public final String description() {
        return description;
    }

    @Override
    public final List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(inputs);
        all.add(Parameter.result("Encounter", "The visit in its new state"));
        return all;
    }
}
