package org.yunzhen.mappings.definition;

import java.util.List;

/**
 * A search parameter of one resource type.
 *
 * @param code name in a search URL
 * @param definitionUrl canonical URL of its SearchParameter
 * @param targets resource types that a reference parameter may point at, sorted; else empty
 * @param paths ways to its values; for a composite the places at which its components start; empty
 *     if R4 gives no expression ({@code _text}, {@code _content}, {@code _query})
 * @param components parts of a composite, else empty
 */
public record SearchParam(
        String code,
        Kind kind,
        String definitionUrl,
        List<String> targets,
        List<SearchPath> paths,
        List<Component> components) {

    /** The type of a parameter, which decides how values match. */
    public enum Kind {
        TOKEN,
        REFERENCE,
        STRING,
        DATE,
        NUMBER,
        QUANTITY,
        URI,
        COMPOSITE,
        SPECIAL
    }

    /**
     * A part of a composite.
     *
     * @param definitionUrl canonical URL of the SearchParameter that the part follows
     * @param fromRoot whether its paths start at the resource and not where the composite does
     */
    public record Component(String definitionUrl, boolean fromRoot, List<SearchPath> paths) {}
}
