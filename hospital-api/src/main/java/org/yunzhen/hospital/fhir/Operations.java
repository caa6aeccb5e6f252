package org.yunzhen.hospital.fhir;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yunzhen.hospital.access.Access;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** The one list of operations, and the interaction that runs them. */
@ApplicationScoped
public class Operations implements Interaction {
    private final Map<String, Operation> byName = new TreeMap<>();
    private final Access access;

    Operations(@All List<Operation> all, Access access) {
        this.access = access;
        for (Operation operation : all) {
            Operation other =
                    byName.put(
                            key(operation.type(), operation.name(), operation.level()), operation);
            if (other != null) {
                throw new IllegalStateException("two operations of one name: " + other.name());
            }
        }
    }

    /** All, in the order of type and name. */
    public Collection<Operation> all() {
        return byName.values();
    }

    @Override
    public Call.Kind kind() {
        return Call.Kind.OPERATION;
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        return admitted(call).run(call, tx);
    }

    /**
     * The operation a call names, if the caller's role may call it at all.
     *
     * @throws RefusedException 404 when there is none, 401 or 403 for another role
     */
    Operation admitted(Call call) {
        Operation operation = find(call);
        if (!operation.callers().contains(call.caller().role())) {
            throw access.denial(call.caller());
        }
        if (operation.changes() && call.kind() == Call.Kind.OPERATION_BY_GET) {
            throw new RefusedException(Refusal.METHOD_NOT_ALLOWED, "POST");
        }
        call.trace()
                .allowedBy(
                        call.caller().role().code()
                                + ":"
                                + operation.type()
                                + ":$"
                                + operation.name());
        return operation;
    }

    /**
     * The operation a call names.
     *
     * @throws RefusedException 404 when there is none
     */
    Operation find(Call call) {
        Operation found = byName.get(key(call.type(), call.operation(), level(call.id())));
        if (found == null) {
            throw new RefusedException(Refusal.UNKNOWN_OPERATION, "$" + call.operation());
        }
        return found;
    }

    /** Whether there is an operation of this name and it changes something. */
    boolean changes(String type, String id, String name) {
        Operation found = byName.get(key(type, name, level(id)));
        return found != null && found.changes();
    }

    private static Operation.Level level(String id) {
        return id == null ? Operation.Level.TYPE : Operation.Level.INSTANCE;
    }

    private static String key(String type, String name, Operation.Level level) {
        return type + "/" + level + "/$" + name;
    }
}
