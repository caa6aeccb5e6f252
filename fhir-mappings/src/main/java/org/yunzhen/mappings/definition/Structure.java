package org.yunzhen.mappings.definition;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The content of a resource, of a complex data type, or of a backbone element, which is named by
 * its path ({@code Patient.contact}). Primitive types have no elements.
 */
public final class Structure {
    private final String name;
    private final boolean resource;
    private final List<Element> elements;
    private final List<Invariant> invariants;
    private final Map<String, Property> properties = new HashMap<>();
    private final Map<String, Property> companions = new HashMap<>();
    private final long required;

    Structure(String name, boolean resource, List<Element> elements, List<Invariant> invariants) {
        this.name = name;
        this.resource = resource;
        this.elements = List.copyOf(elements);
        this.invariants = List.copyOf(invariants);
        long requiredBits = 0;
        for (Element element : elements) {
            requiredBits |= element.min() > 0 ? element.bit() : 0;
            for (Property property : element.properties()) {
                properties.put(property.jsonName(), property);
                if (property.primitive() != null) {
                    companions.put(property.companionName(), property);
                }
            }
        }
        required = requiredBits;
    }

    /** Name of the type, or path of the backbone element. */
    public String name() {
        return name;
    }

    /** Whether this is a concrete resource type. */
    public boolean isResource() {
        return resource;
    }

    /** All elements, inherited ones included, in the order of the definition. */
    public List<Element> elements() {
        return elements;
    }

    /** Its rules, wherever it is used. */
    public List<Invariant> invariants() {
        return invariants;
    }

    /** The {@linkplain Element#bit() bits} of the elements that must occur. */
    public long required() {
        return required;
    }

    /** The element of that name (choices without {@code [x]}); null if there is none. */
    public Element element(String elementName) {
        for (Element element : elements) {
            if (element.name().equals(elementName)) {
                return element;
            }
        }
        return null;
    }

    /** What a JSON property holds ({@code valueQuantity} for a choice); null if unknown. */
    public Property property(String jsonName) {
        return properties.get(jsonName);
    }

    /**
     * The primitive whose id and extensions a property such as {@code _birthDate} holds, or null.
     */
    public Property companion(String jsonName) {
        return companions.get(jsonName);
    }

    @Override
    public String toString() {
        return name;
    }
}
