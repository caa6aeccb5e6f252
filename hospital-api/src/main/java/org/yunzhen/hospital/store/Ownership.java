package org.yunzhen.hospital.store;

import java.util.List;

/**
 * To whom a document belongs when it is written.
 *
 * @param workflow the workflow that owns it and alone may change it, or null for a plain record
 * @param parties who besides the patients of its compartments works on it, as {@code Type/id}
 */
public record Ownership(String workflow, List<String> parties) {
    /** A record of nobody's workflow. */
    public static final Ownership PLAIN = new Ownership(null, List.of());

    /** Owns what was expunged: nobody writes it again. */
    public static final String EXPUNGED = "expunged";

    /** Owned by a workflow. */
    public static Ownership of(String workflow, String... parties) {
        return new Ownership(workflow, List.of(parties));
    }
}
