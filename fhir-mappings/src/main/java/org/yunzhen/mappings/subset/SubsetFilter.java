package org.yunzhen.mappings.subset;

import com.fasterxml.jackson.core.filter.TokenFilter;
import java.util.Set;
import org.yunzhen.mappings.definition.Element;
import org.yunzhen.mappings.definition.Property;
import org.yunzhen.mappings.definition.Structure;

/**
 * Which properties of a resource, or of a backbone element in a summary, are part of a subset.
 * Modifiers are: without them the rest could mean the opposite.
 */
final class SubsetFilter extends TokenFilter {
    private static final Set<String> ALWAYS =
            Set.of("resourceType", "id", "meta", "implicitRules", "modifierExtension");

    private final Subset.Part part;
    private final Set<String> elements;
    private final Structure structure;

    SubsetFilter(Subset.Part part, Set<String> elements, Structure structure) {
        this.part = part;
        this.elements = elements;
        this.structure = structure;
    }

    @Override
    public TokenFilter includeProperty(String name) {
        if (ALWAYS.contains(name)) {
            return TokenFilter.INCLUDE_ALL;
        }
        Property property = structure.property(name);
        if (property == null) {
            property = structure.companion(name);
        }
        if (property == null || !isWished(property.element(), property.jsonName())) {
            return null;
        }
        boolean backbone = property.structure().name().indexOf('.') > 0;
        return part == Subset.Part.SUMMARY && backbone
                ? new SubsetFilter(part, elements, property.structure())
                : TokenFilter.INCLUDE_ALL;
    }

    private boolean isWished(Element element, String jsonName) {
        return switch (part) {
            case SUMMARY -> element.summary() || element.min() > 0;
            case TEXT -> element.name().equals("text") || element.min() > 0;
            case DATA -> !element.name().equals("text");
            case ELEMENTS ->
                    element.min() > 0
                            || elements.contains(element.name())
                            || elements.contains(jsonName)
                            || elements.contains(element.label());
        };
    }
}
