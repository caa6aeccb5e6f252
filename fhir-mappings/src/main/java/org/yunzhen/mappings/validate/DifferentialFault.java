package org.yunzhen.mappings.validate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.definition.Element;
import org.yunzhen.mappings.definition.Property;
import org.yunzhen.mappings.definition.Structure;

/**
 * An element of a profile's differential that would silently not take effect: who makes the
 * snapshot goes through base and differential side by side, and passes over what is not where it
 * looks (R4, Profiling: the elements stand in the order of the base definition).
 *
 * @param at place among the elements of the differential
 * @param path as it is written there
 * @param unknown whether the base has no such element; else it stands behind one that it precedes
 */
public record DifferentialFault(int at, String path, boolean unknown) {
    private static final int NOT_TOLD = -1;

    /** Where an element stands in the base: at each depth its place among the elements. */
    private record Place(String[] names, String[] ids, List<Integer> indices, boolean slice) {}

    /** The faults of a StructureDefinition; none where it constrains no type that is known here. */
    public static List<DifferentialFault> of(JsonNode definition) {
        Structure base = Definitions.r4().structure(definition.path("type").asText());
        List<DifferentialFault> faults = new ArrayList<>();
        if (base == null || !definition.path("derivation").asText().equals("constraint")) {
            return faults;
        }
        Place before = null;
        int at = 0;
        for (JsonNode element : definition.path("differential").path("element")) {
            Optional<Place> place = place(base, element);
            String path = element.path("path").asText();
            if (place.isEmpty()) {
                faults.add(new DifferentialFault(at, path, true));
            } else {
                if (before != null && precedes(place.get(), before)) {
                    faults.add(new DifferentialFault(at, path, false));
                }
                before = place.get();
            }
            at++;
        }
        return faults;
    }

    /** Whether one should have stood before the other; slices begin their elements anew. */
    private static boolean precedes(Place place, Place before) {
        int depth = Math.min(place.indices.size(), before.indices.size());
        for (int i = 0; i < depth; i++) {
            int here = place.indices.get(i);
            int there = before.indices.get(i);
            if (here == NOT_TOLD || there == NOT_TOLD || isOtherSlice(place, before, i)) {
                return false;
            }
            if (here != there) {
                return here < there;
            }
            if (!place.names[i + 1].equals(before.names[i + 1])) {
                return false; // value[x] and valueQuantity
            }
        }
        boolean goesUp = place.indices.size() < before.indices.size();
        return goesUp && !place.slice && !isOtherSlice(place, before, depth);
    }

    /** Whether the two stand in different slices of what is above them. */
    private static boolean isOtherSlice(Place place, Place before, int depth) {
        boolean told = depth < place.ids.length && depth < before.ids.length;
        return told && !place.ids[depth].equals(before.ids[depth]);
    }

    private static Optional<Place> place(Structure base, JsonNode element) {
        String[] names = element.path("path").asText().split("\\.", -1);
        List<Integer> indices = new ArrayList<>();
        Structure structure = base;
        for (int i = 1; i < names.length; i++) {
            if (structure == null) {
                indices.add(NOT_TOLD);
                continue;
            }
            Element found = find(structure, names[i]);
            if (found == null) {
                return Optional.empty();
            }
            indices.add(found.index());
            structure = below(found, structure.property(names[i]));
        }
        String[] ids = element.path("id").asText().split("\\.", -1);
        return Optional.of(new Place(names, ids, indices, element.has("sliceName")));
    }

    private static Element find(Structure structure, String name) {
        Property property = structure.property(name);
        if (property != null) {
            return property.element();
        }
        return structure.elements().stream()
                .filter(element -> element.label().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** What it consists of; null where that hangs on more than its name. */
    private static Structure below(Element element, Property named) {
        boolean one = named != null || element.properties().size() == 1;
        Property property = named != null ? named : element.properties().get(0);
        boolean told = one && property.primitive() == null && !property.isResource();
        return told ? property.structure() : null;
    }
}
