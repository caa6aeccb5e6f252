package org.yunzhen.mappings.validate;

/**
 * One breach of the definitions.
 *
 * @param expression where, as a simple FHIRPath ({@code Patient.contact[0].name}); a choice is
 *     named without its type
 * @param zh text in Chinese
 * @param en text in English
 */
public record Fault(FaultKind kind, String expression, String zh, String en) {}
