package org.yunzhen.definitions;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;

/** What is compiled, between reading and writing. */
final class Model {
    private Model() {}

    /**
     * A resource, a data type, or the unnamed type of a backbone element, which is named by its
     * path ({@code Patient.contact}).
     */
    record Structure(String name, Kind kind, List<Element> elements, List<Invariant> invariants) {
        /** The element of that name; a choice is found by its name without {@code [x]}. */
        Element element(String wanted) {
            return elements.stream().filter(e -> e.name().equals(wanted)).findFirst().orElse(null);
        }
    }

    enum Kind {
        RESOURCE,
        ABSTRACT_RESOURCE,
        COMPLEX,
        BACKBONE,
        PRIMITIVE
    }

    /** A rule of severity error: its key and its FHIRPath. */
    record Invariant(String key, String expression) {}

    /**
     * @param name without {@code [x]}
     * @param max {@code Integer.MAX_VALUE} for {@code *}
     * @param summary whether it belongs to a summary
     * @param valueSet URL of the required value set, or null
     * @param invariants rules of this place, not of what stands here
     */
    record Element(
            String name,
            int min,
            int max,
            boolean choice,
            boolean summary,
            List<TypeRef> types,
            String valueSet,
            List<Invariant> invariants) {
        String jsonName(TypeRef type) {
            return choice
                    ? name + Character.toUpperCase(type.code().charAt(0)) + type.code().substring(1)
                    : name;
        }
    }

    /**
     * @param code type as the JSON name of a choice spells it
     * @param structure type that defines the content; another than the code for backbones and for
     *     SimpleQuantity
     * @param targets resource types a reference may point at; empty for any
     */
    record TypeRef(String code, String structure, List<String> targets) {}

    /**
     * A required value set.
     *
     * @param closed whether all its codes are known, so that others can be refused
     * @param codes system to codes
     */
    record CodeSet(String url, boolean closed, SortedMap<String, SortedSet<String>> codes) {
        /** The system that a bare code of this set belongs to, or null when there are several. */
        String onlySystem() {
            return codes.size() == 1 ? codes.firstKey() : null;
        }
    }

    /** A step down: a JSON property, perhaps one item of it, perhaps only items with a value. */
    record Step(String property, int index, String whereProperty, String whereValue) {
        static Step into(String property) {
            return new Step(property, -1, null, null);
        }
    }

    /**
     * One way from the root to values.
     *
     * @param type type of what is found
     * @param codeSystem system of a bare code, or null
     * @param resolvesTo only references to this resource type, or null
     * @param truth whether the parameter asks if something is there and is not {@code false}
     */
    record Path(
            List<Step> steps, String type, String codeSystem, String resolvesTo, boolean truth) {}

    /**
     * A part of a composite parameter.
     *
     * @param fromRoot whether the paths start at the resource and not at what the composite found
     */
    record Component(String definition, boolean fromRoot, List<Path> paths) {}

    record Param(
            String code,
            String kind,
            String url,
            List<String> targets,
            List<Path> paths,
            List<Component> components) {}

    /** Everything, sorted by name so that the same input gives the same bytes. */
    record Everything(
            SortedMap<String, Structure> structures,
            SortedMap<String, CodeSet> codeSets,
            SortedMap<String, List<Param>> params,
            Map<String, Set<String>> patientCompartment) {}
}
