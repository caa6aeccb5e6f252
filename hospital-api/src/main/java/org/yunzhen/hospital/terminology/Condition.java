package org.yunzhen.hospital.terminology;

import java.util.Collection;
import java.util.List;

/** Which codes of one system are meant. */
sealed interface Condition {
    Condition EVERY = new And(List.of());

    /** Those of a list. */
    record Codes(Collection<String> codes) implements Condition {}

    /** All kinds of one, and perhaps that one itself. */
    record KindsOf(String code, boolean itself) implements Condition {}

    /** Those directly below one. */
    record ChildrenOf(String code) implements Condition {}

    /** Those with one of these values of a property. */
    record Property(String name, Collection<String> values) implements Condition {}

    /** Those that have a property at all. */
    record Has(String name) implements Condition {}

    /** Those that the words of a filter find. */
    record Found(String text) implements Condition {}

    /** Those that are in use. */
    record Active() implements Condition {}

    record And(List<Condition> all) implements Condition {}

    record Or(List<Condition> any) implements Condition {}

    record Not(Condition condition) implements Condition {}

    default Condition and(Condition other) {
        return new And(List.of(this, other));
    }

    /** Whether nothing is excluded. */
    default boolean isEvery() {
        return this instanceof And and && and.all().stream().allMatch(Condition::isEvery);
    }

    default Condition or(Condition other) {
        return new Or(List.of(this, other));
    }
}
