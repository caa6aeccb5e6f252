package org.yunzhen.hospital.fhir;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yunzhen.hospital.access.Access;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** The one list of operations, and the interaction that runs them. */
@ApplicationScoped
public class Operations implements Interaction {
    private final Map<String, Operation> byName = new TreeMap<>();
    private final Access access;
    private final Shape shape;
    private final OwnReferences own;
    private final LargeBodies largeBodies;

    Operations(
            @All List<Operation> all,
            Access access,
            Shape shape,
            OwnReferences own,
            LargeBodies largeBodies) {
        this.access = access;
        this.shape = shape;
        this.own = own;
        this.largeBodies = largeBodies;
        for (Operation operation : all) {
            Operation other = byName.put(key(operation.type(), operation.name()), operation);
            if (other != null) {
                throw new IllegalStateException("two operations of one name: " + other.name());
            }
        }
    }

    /**
     * A call that its operation takes: the caller's role and the inputs were checked.
     *
     * @param inputs the call with all inputs in its body
     */
    record Admitted(Operation operation, Call inputs) implements Interaction {
        @Override
        public Call.Kind kind() {
            return Call.Kind.OPERATION;
        }

        @Override
        public Uni<Answer> run(Call call, Tx tx) {
            return operation.run(inputs, tx);
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
        return admitted(call).chain(admitted -> admitted.run(call, tx));
    }

    /**
     * The operation a call names, if the caller's role may call it at all and what was given is
     * what it declares.
     *
     * @throws RefusedException 404 when there is none, 401 or 403 for another role, 400 or 422 with
     *     one issue for each wrong input
     */
    Uni<Admitted> admitted(Call call) {
        return largeBodies.workOn(call.body(), () -> admittedNow(call));
    }

    private Admitted admittedNow(Call call) {
        Operation operation = find(call);
        if (!operation.callers().contains(call.caller().role())) {
            throw access.denialOfRole(call.caller(), key(call.type(), operation.name()));
        }
        if (operation.changes(call) && call.kind() == Call.Kind.OPERATION_BY_GET) {
            throw new RefusedException(Refusal.METHOD_NOT_ALLOWED, "POST");
        }
        call.trace()
                .allowedBy(
                        call.caller().role().code()
                                + ":"
                                + operation.type()
                                + ":$"
                                + operation.name());
        return new Admitted(operation, DeclaredInputs.checked(call, operation, shape, own));
    }

    /**
     * The operation a call names.
     *
     * @throws RefusedException 404 when there is none
     */
    Operation find(Call call) {
        Operation found = find(call.type(), call.id(), call.operation());
        if (found == null) {
            throw new RefusedException(Refusal.UNKNOWN_OPERATION, "$" + call.operation());
        }
        return found;
    }

    /**
     * What moves resources of a type, as {@code Appointment/$cancel}; those a role may call first.
     */
    List<String> moving(String type, Role role) {
        List<Operation> all =
                byName.values().stream()
                        .filter(operation -> type.equals(operation.type()) && operation.changes())
                        .toList();
        List<Operation> own = all.stream().filter(o -> o.callers().contains(role)).toList();
        return (own.isEmpty() ? all : own).stream().map(o -> key(type, o.name())).toList();
    }

    /** Whether there is an operation of this name and it changes something. */
    boolean changes(String type, String id, String name) {
        Operation found = find(type, id, name);
        return found != null && found.changes();
    }

    /** The type's own, or that of every type; null when there is none at this level. */
    private Operation find(String type, String id, String name) {
        Operation own = byName.get(key(type, name));
        Operation found = own == null ? byName.get(key(Operation.ANY_TYPE, name)) : own;
        if (found == null) {
            return null;
        }
        Operation.Level level = found.level();
        boolean here =
                type == null
                        ? level.isOnSystem()
                        : id == null ? level.isOnType() : level.isOnInstance();
        return here ? found : null;
    }

    private static String key(String type, String name) {
        return type + "/$" + name;
    }
}
