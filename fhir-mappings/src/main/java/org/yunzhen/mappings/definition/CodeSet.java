package org.yunzhen.mappings.definition;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A value set that a required binding names. */
public final class CodeSet {
    private final String url;
    private final boolean closed;
    private final Map<String, Set<String>> bySystem;
    private final Set<String> codes = new HashSet<>();

    CodeSet(String url, boolean closed, Map<String, Set<String>> bySystem) {
        this.url = url;
        this.closed = closed;
        this.bySystem = bySystem;
        bySystem.values().forEach(codes::addAll);
    }

    public String url() {
        return url;
    }

    /**
     * Whether all its codes are known. Mime types, UCUM units and currencies are open: R4 does not
     * list them, so no code of theirs can be refused.
     */
    public boolean isClosed() {
        return closed;
    }

    /** Whether a bare code, whose system its element implies, belongs to the set. */
    public boolean contains(String code) {
        return codes.contains(code);
    }

    /** Whether a coding belongs to the set. */
    public boolean contains(String system, String code) {
        Set<String> ofSystem = bySystem.get(system);
        return ofSystem != null && ofSystem.contains(code);
    }

    /** The listed codes by system; empty for systems that are not published. */
    public Map<String, Set<String>> codes() {
        return bySystem;
    }
}
