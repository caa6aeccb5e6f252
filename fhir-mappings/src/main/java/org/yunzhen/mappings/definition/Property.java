package org.yunzhen.mappings.definition;

import java.util.List;
import java.util.function.Supplier;

/**
 * A JSON property of a structure and the type of what it holds. Immutable to the outside; since
 * structures refer to themselves, the one it leads to is looked up when first asked for.
 */
public final class Property {
    private final String jsonName;
    private final String companionName;
    private final String type;
    private final List<String> targets;
    private final Primitive primitive;
    private final Supplier<Structure> content;
    private Structure structure;
    private Element element;

    Property(String jsonName, String type, List<String> targets, Supplier<Structure> content) {
        this.jsonName = jsonName;
        this.companionName = "_" + jsonName;
        this.type = type;
        this.targets = List.copyOf(targets);
        this.content = content;
        this.primitive = Primitive.named(type);
    }

    void belongTo(Element owner) {
        element = owner;
    }

    public String jsonName() {
        return jsonName;
    }

    /** JSON property for the id and extensions of a primitive: {@code _birthDate}. */
    public String companionName() {
        return companionName;
    }

    /**
     * FHIR type, such as {@code Quantity}, {@code code}, {@code BackboneElement}, {@code Resource}.
     */
    public String type() {
        return type;
    }

    /** Resource types a reference may point at, sorted; empty for any. */
    public List<String> targets() {
        return targets;
    }

    /** The primitive type, or null for objects. */
    public Primitive primitive() {
        return primitive;
    }

    /** What an object of this property holds; for a primitive the empty structure of its type. */
    public Structure structure() {
        Structure known = structure;
        if (known == null) {
            known = content.get();
            structure = known;
        }
        return known;
    }

    /** Whether any resource may stand here ({@code contained}, {@code Bundle.entry.resource}). */
    public boolean isResource() {
        return type.equals("Resource");
    }

    /** The element it holds: one of its types, if that is a choice. */
    public Element element() {
        return element;
    }

    /** Required value set, or null. */
    public CodeSet codeSet() {
        return element.codeSet();
    }

    /** Whether JSON holds an array. */
    public boolean repeats() {
        return element.repeats();
    }

    @Override
    public String toString() {
        return jsonName + ": " + type;
    }
}
