package org.yunzhen.mappings.definition;

import java.util.List;

/**
 * A search parameter of one resource type.
 *
 * @param code name in a search URL
 * @param key what the index knows it by: the code of R4's, and of one that a tenant has added the
 *     code with its {@linkplain #numbered number}, so that what an earlier one of that code has
 *     left is never found
 * @param definitionUrl canonical URL of its SearchParameter
 * @param targets resource types that a reference parameter may point at, sorted; else empty
 * @param paths ways to its values; for a composite the places at which its components start; empty
 *     if R4 gives no expression ({@code _text}, {@code _content}, {@code _query})
 * @param components parts of a composite, else empty
 */
public record SearchParam(
        String code,
        String key,
        Kind kind,
        String definitionUrl,
        List<String> targets,
        List<SearchPath> paths,
        List<Component> components) {
    private static final char NUMBER = '#';

    /** One of R4's, or of ours. */
    public SearchParam(
            String code,
            Kind kind,
            String definitionUrl,
            List<String> targets,
            List<SearchPath> paths,
            List<Component> components) {
        this(code, code, kind, definitionUrl, targets, paths, components);
    }

    /** The key of one that a tenant has added; codes hold no such sign. */
    public static String numbered(String code, int number) {
        return code + NUMBER + number;
    }

    /**
     * The number in a key.
     *
     * @return -1 for those of R4 and ours
     */
    public static int numberIn(String key) {
        int at = key.lastIndexOf(NUMBER);
        return at < 0 ? -1 : Integer.parseInt(key.substring(at + 1));
    }

    /** Whether a tenant has added it. */
    public boolean isAdded() {
        return !key.equals(code);
    }

    /** Of a composite: whether its components are all the resource itself. */
    public boolean startsAtResource() {
        return paths.stream().allMatch(path -> path.steps().isEmpty());
    }

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
