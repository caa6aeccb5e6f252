package org.yunzhen.hospital.fhir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yunzhen.mappings.link.LinkWalk;
import org.yunzhen.mappings.link.Links;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** The writes of one transaction, each until what it refers to by criteria is known. */
final class Waiting {
    private static final int CRITERIA_MAX = 1000;

    private final Map<Integer, List<ConditionalReference>> references;
    private final Map<String, Open> criteria = new LinkedHashMap<>();
    private final Map<String, String> resolved = new HashMap<>();
    private final Set<String> overtaken = new HashSet<>();
    private List<BundleEntry> waiting;
    private boolean begun;

    /**
     * Criteria and where they stand first.
     *
     * @param place in the Bundle, for a refusal
     */
    record Open(String key, ConditionalReference reference, String place) {}

    /**
     * @param writes in processing order
     * @param references that name criteria, by the position of their entry
     */
    Waiting(List<BundleEntry> writes, Map<Integer, List<ConditionalReference>> references) {
        this.waiting = writes;
        this.references = references;
        references.forEach((position, all) -> all.forEach(one -> keep(position, one)));
        if (criteria.size() > CRITERIA_MAX) {
            throw new RefusedException(Refusal.SEARCH_TOO_COSTLY);
        }
    }

    private void keep(int position, ConditionalReference reference) {
        criteria.computeIfAbsent(
                reference.key(), key -> new Open(key, reference, reference.place(position)));
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Criteria of which nothing is known yet. */
    List<Open> open() {
        return criteria.values().stream().filter(c -> !resolved.containsKey(c.key())).toList();
    }

    /** Criteria that were resolved before something was written that they may be about. */
    List<Open> overtaken() {
        return criteria.values().stream().filter(c -> overtaken.contains(c.key())).toList();
    }

    /**
     * @param reference what was found, or null
     */
    void resolve(Open open, String reference) {
        if (reference != null) {
            resolved.put(open.key(), reference);
        }
    }

    /** Refuses unless what was found is what was found before. */
    void verify(Open open, String reference) {
        if (!resolved.get(open.key()).equals(reference)) {
            throw unmatched(open);
        }
    }

    /**
     * Takes those that need wait no longer, their references rewritten.
     *
     * @throws RefusedException when there are none although some wait
     */
    List<BundleEntry> ready() {
        List<BundleEntry> ready = new ArrayList<>();
        List<BundleEntry> others = new ArrayList<>();
        for (BundleEntry entry : waiting) {
            (isReady(entry) ? ready : others).add(entry);
        }
        if (begun && ready.isEmpty()) {
            throw unmatched(open().get(0));
        }
        begun = true;
        waiting = others;
        ready.forEach(this::rewrite);
        overtake(ready);
        return ready;
    }

    private boolean isReady(BundleEntry entry) {
        return references(entry).stream().allMatch(r -> resolved.containsKey(r.key()));
    }

    private List<ConditionalReference> references(BundleEntry entry) {
        return references.getOrDefault(entry.position(), List.of());
    }

    private void rewrite(BundleEntry entry) {
        Map<String, String> found = new HashMap<>();
        references(entry).forEach(r -> found.put(r.literal(), resolved.get(r.key())));
        if (!found.isEmpty()) {
            LinkWalk.visit(entry.call().body(), rewriting(found));
        }
    }

    private static Links rewriting(Map<String, String> found) {
        return new Links() {
            @Override
            public String reference(String literal, String place) {
                return found.getOrDefault(literal, literal);
            }

            @Override
            public String address(String address) {
                return address;
            }
        };
    }

    private void overtake(List<BundleEntry> written) {
        Set<String> types = new HashSet<>();
        written.forEach(entry -> types.add(entry.call().type()));
        for (Open open : criteria.values()) {
            boolean touched =
                    types.contains(open.reference().type()) || open.reference().looksFurther();
            if (resolved.containsKey(open.key()) && touched) {
                overtaken.add(open.key());
            }
        }
    }

    private static RefusedException unmatched(Open open) {
        return new RefusedException(Refusal.REFERENCE_UNMATCHED, open.reference().type())
                .at(open.place());
    }
}
