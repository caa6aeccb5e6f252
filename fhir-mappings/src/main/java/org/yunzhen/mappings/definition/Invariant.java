package org.yunzhen.mappings.definition;

/**
 * A rule of R4's definitions that a resource must not break (ElementDefinition.constraint of
 * severity error).
 *
 * @param key its name in the specification, such as {@code app-3}; not always unique
 * @param expression FHIRPath, asked of the element that has the rule
 */
public record Invariant(String key, String expression) {}
