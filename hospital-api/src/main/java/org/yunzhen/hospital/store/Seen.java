package org.yunzhen.hospital.store;

/**
 * A version with the relation of whoever asked to one of its patients.
 *
 * @param relation kind of the care relation, or null for none
 */
public record Seen(Stored stored, String relation) {}
