package org.yunzhen.mappings.index;

/**
 * A relative literal reference found in a document.
 *
 * @param version null if none is named
 * @param expression the Reference element, such as {@code Appointment.participant[0].actor}
 */
public record LiteralRef(String type, String id, String version, String expression) {}
