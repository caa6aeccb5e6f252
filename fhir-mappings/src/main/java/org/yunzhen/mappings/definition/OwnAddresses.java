package org.yunzhen.mappings.definition;

import java.util.List;

/**
 * The addresses below which the resources of a server lie: who refers to one of them in full means
 * the same as who writes {@code Type/id} (R4, References).
 *
 * @param roots each with a slash at its end
 */
public record OwnAddresses(List<String> roots) {
    /** Of somebody who has no address: no absolute reference leads here. */
    public static final OwnAddresses NONE = new OwnAddresses(List.of());

    public OwnAddresses {
        roots = List.copyOf(roots);
    }

    /** A reference that lies below one of the addresses without it; any other text as it is. */
    public String local(String reference) {
        for (String root : roots) {
            if (reference.startsWith(root)) {
                return reference.substring(root.length());
            }
        }
        return reference;
    }

    /** A relative reference as it may be written in full. */
    public List<String> absolute(String relative) {
        return roots.stream().map(root -> root + relative).toList();
    }
}
