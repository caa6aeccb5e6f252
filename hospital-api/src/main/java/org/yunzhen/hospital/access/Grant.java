package org.yunzhen.hospital.access;

/**
 * A rule that lets a caller act: its name goes into the trail.
 *
 * @param rule stable name, {@code role:reach:type-group:action}
 * @param reach how far it reaches
 */
public record Grant(String rule, Reach reach) {}
