package org.yunzhen.mappings.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.yunzhen.mappings.definition.Definitions;

/**
 * The part of FHIRPath that says where in a document a patch works: elements by name, {@code [n]},
 * {@code first()}, {@code last()}, {@code where(…)} with comparisons joined by {@code and}, {@code
 * extension('…')} and {@code ofType(…)}. R4 asks of a patch's paths no more than this ("simple"
 * FHIRPath that leads to elements), and an engine for all of it would be the largest thing in the
 * server.
 *
 * @param type the resource type that it begins with
 * @param steps what follows
 */
record ElementPath(String type, List<Step> steps) {

    /** One step from some elements to others. */
    interface Step {
        List<Spot> from(List<Spot> found);
    }

    /** To the elements of a name. */
    record Child(String name) implements Step {
        @Override
        public List<Spot> from(List<Spot> found) {
            return found.stream().flatMap(spot -> spot.children(name).stream()).toList();
        }
    }

    /** To one of a list, by its place from 0. */
    record At(int index) implements Step {
        @Override
        public List<Spot> from(List<Spot> found) {
            return index < found.size() ? List.of(found.get(index)) : List.of();
        }
    }

    /** To the last of a list. */
    record Last() implements Step {
        @Override
        public List<Spot> from(List<Spot> found) {
            return found.isEmpty() ? List.of() : List.of(found.get(found.size() - 1));
        }
    }

    /** To those of a type. */
    record OfType(String type) implements Step {
        @Override
        public List<Spot> from(List<Spot> found) {
            return found.stream().filter(spot -> spot.isOf(type)).toList();
        }
    }

    /** To those for which all of some comparisons hold. */
    record Where(List<Test> tests) implements Step {
        @Override
        public List<Spot> from(List<Spot> found) {
            return found.stream()
                    .filter(spot -> tests.stream().allMatch(test -> test.holds(spot)))
                    .toList();
        }
    }

    /** That one of the elements which some steps lead to has a value. */
    record Test(List<Step> steps, JsonNode value) {
        boolean holds(Spot spot) {
            return walk(List.of(spot), steps).stream()
                    .anyMatch(found -> SameValue.of(found.value(), value));
        }
    }

    /** Where it leads to in a document of its type. */
    List<Spot> in(ObjectNode document) {
        Spot root = Spot.root(document, Definitions.r4().structure(type));
        return walk(List.of(root), steps);
    }

    /** The elements whose child of a name it leads to; null when it does not end with a name. */
    ElementPath parent() {
        return lastName() == null
                ? null
                : new ElementPath(type, steps.subList(0, steps.size() - 1));
    }

    /** The name with which it ends, or null when it ends otherwise. */
    String lastName() {
        boolean named = !steps.isEmpty() && steps.get(steps.size() - 1) instanceof Child;
        return named ? ((Child) steps.get(steps.size() - 1)).name() : null;
    }

    private static List<Spot> walk(List<Spot> from, List<Step> steps) {
        List<Spot> found = new ArrayList<>(from);
        for (Step step : steps) {
            found = step.from(found);
        }
        return found;
    }
}
