package org.yunzhen.mappings.validate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.yunzhen.mappings.definition.Invariant;
import org.yunzhen.mappings.definition.Structure;
import org.yunzhen.mappings.path.PathRule;
import org.yunzhen.mappings.path.PathRule.Place;
import org.yunzhen.mappings.path.TooCostlyException;

/** The rules that R4's definitions state in FHIRPath, each compiled when it is first asked. */
final class InvariantCheck {
    /** Told by code of this room, which is faster or says more. */
    static final Set<String> BY_HAND =
            Set.of(
                    "att-1", "cpt-2", "dom-2", "dom-3", "dom-4", "dom-5", "per-1", "qty-3", "ref-1",
                    "txt-1", "txt-2");

    /** What no document tells of itself, and why. */
    static final Map<String, String> NOT_TOLD =
            Map.of("ctm-1", "follows a reference to another resource");

    private static final Map<String, PathRule> COMPILED = new ConcurrentHashMap<>();

    private final Faults faults;

    InvariantCheck(Faults faults) {
        this.faults = faults;
    }

    /** Checks the rules for what stands at a place in a resource. */
    void check(
            List<Invariant> rules,
            Structure structure,
            JsonNode json,
            Structure ofResource,
            JsonNode resource) {
        for (Invariant rule : rules) {
            if (!BY_HAND.contains(rule.key()) && !NOT_TOLD.containsKey(rule.key())) {
                check(rule, new Place(structure, json), new Place(ofResource, resource));
            }
        }
    }

    private void check(Invariant rule, Place place, Place resource) {
        try {
            if (!compiled(rule).holds(place, resource)) {
                faults.addRule(FaultKind.BROKEN_RULE, rule.key());
            }
        } catch (TooCostlyException tooCostly) {
            faults.addRule(FaultKind.TOO_COSTLY, rule.key());
        }
    }

    static PathRule compiled(Invariant rule) {
        return COMPILED.computeIfAbsent(rule.expression(), PathRule::compile);
    }
}
