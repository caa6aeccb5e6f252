package org.yunzhen.mappings.rule;

/** How sure we are of a rule's wording. */
public enum Mark {
    /** The wording, or a text that repeats it, was read. */
    VERIFIED,
    /**
     * Known from the field but not read in the source: to be checked before conformance is claimed.
     */
    ASSUMED,
    /** Our own decision where the sources are silent. */
    HOUSE
}
