package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.store.Tx;

/**
 * One {@code $operation}. The door finds the beans of this type; routes, CapabilityStatement,
 * OperationDefinitions, OpenAPI, bundles and {@code Idempotency-Key} come from this one list.
 */
public interface Operation {
    /** The {@link #type} of an operation that every resource type has, as R4 names it. */
    String ANY_TYPE = "Resource";

    /**
     * Where it is called: on a type ({@code Slot/$find}), on an instance ({@code Slot/1/$book}), on
     * both, on the whole system too, or only there.
     */
    enum Level {
        SYSTEM(true, false, false),
        TYPE(false, true, false),
        INSTANCE(false, false, true),
        TYPE_OR_INSTANCE(false, true, true),
        EVERYWHERE(true, true, true);

        private final boolean onSystem;
        private final boolean onType;
        private final boolean onInstance;

        Level(boolean onSystem, boolean onType, boolean onInstance) {
            this.onSystem = onSystem;
            this.onType = onType;
            this.onInstance = onInstance;
        }

        /** Whether it is called without a type. */
        public boolean isOnSystem() {
            return onSystem;
        }

        /** Whether it is called on a type without an id. */
        public boolean isOnType() {
            return onType;
        }

        /** Whether it is called with an id. */
        public boolean isOnInstance() {
            return onInstance;
        }
    }

    /**
     * A parameter as OperationDefinition describes it.
     *
     * @param use {@code in} or {@code out}
     * @param types FHIR types of which its value has one; empty when it has parts
     * @param parts what it consists of; empty when it has a value
     */
    record Parameter(
            String name,
            String use,
            int min,
            String max,
            List<String> types,
            String documentation,
            List<Parameter> parts) {
        public Parameter(
                String name, String use, int min, String max, String type, String documentation) {
            this(name, use, min, max, List.of(type), documentation, List.of());
        }

        /** An input that must be given. */
        public static Parameter required(String name, String type, String documentation) {
            return new Parameter(name, "in", 1, "1", type, documentation);
        }

        /** An input that may be given. */
        public static Parameter optional(String name, String type, String documentation) {
            return new Parameter(name, "in", 0, "1", type, documentation);
        }

        /** An input that may be given several times. */
        public static Parameter many(String name, int min, String type, String documentation) {
            return new Parameter(name, "in", min, "*", type, documentation);
        }

        /** The answer. */
        public static Parameter result(String type, String documentation) {
            return new Parameter("return", "out", 1, "1", type, documentation);
        }

        /** The same, consisting of parts instead of having a value. */
        public Parameter of(Parameter... of) {
            return new Parameter(name, use, min, max, List.of(), documentation, List.of(of));
        }

        /** The same, whose value may be of another type as well. */
        public Parameter or(String type) {
            List<String> both = Stream.concat(types.stream(), Stream.of(type)).toList();
            return new Parameter(name, use, min, max, both, documentation, parts);
        }

        /** Whether it may be given several times. */
        boolean repeats() {
            return max.equals("*");
        }

        /** Whether a query parameter can hold it: the names of primitive types are lower case. */
        boolean isPrimitive() {
            return !types.isEmpty()
                    && types.stream().allMatch(type -> Character.isLowerCase(type.charAt(0)));
        }
    }

    /** Resource type it belongs to, or {@link #ANY_TYPE}. */
    String type();

    /** Name without {@code $}. */
    String name();

    /** Whether it is called on resources of this type. */
    default boolean appliesTo(String resourceType) {
        return type().equals(resourceType) || type().equals(ANY_TYPE);
    }

    Level level();

    /** Who may call at all; relation to a patient is checked inside. */
    Set<Role> callers();

    /** Whether it changes something: then it runs in one transaction and only by POST. */
    boolean changes();

    /**
     * Whether this call of it changes something: some operations store what they made on demand.
     */
    default boolean changes(Call call) {
        return changes();
    }

    /** What it is for, for developers of apps, in English. */
    String description();

    /** Inputs and output. */
    List<Parameter> parameters();

    /**
     * Serves a call; a changing operation within the command's transaction. Refuses by failing with
     * {@link org.yunzhen.mappings.refusal.RefusedException}.
     */
    Uni<Answer> run(Call call, Tx tx);

    /**
     * Whether a repeat with the same {@code Idempotency-Key} runs again instead of being answered
     * from what was kept: for operations that are idempotent by nature and whose answer holds a
     * secret that must not be stored.
     */
    default boolean repeatsByItself() {
        return false;
    }
}
