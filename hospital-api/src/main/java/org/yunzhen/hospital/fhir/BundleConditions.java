package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yunzhen.hospital.store.InTurn;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * The conditional creates of a transaction (R4 section 3.1.0.11.2): before anything is written it
 * is settled which of them exist already, so that references of other entries point at what is
 * there, and not at an id that will not be made.
 */
@ApplicationScoped
class BundleConditions {
    private final ConditionalCreate conditional;

    BundleConditions(ConditionalCreate conditional) {
        this.conditional = conditional;
    }

    /** The entries, those of one condition with one id: that of what exists, where it does. */
    Uni<List<BundleEntry>> settled(List<BundleEntry> entries, Tx tx) {
        Map<String, BundleEntry> first = new TreeMap<>();
        for (BundleEntry entry : entries) {
            if (entry.condition() != null) {
                first.putIfAbsent(entry.condition(), entry);
            }
        }
        Map<String, String> ids = new HashMap<>();
        // in the order of their conditions, which are locked: two transactions do not cross
        return InTurn.each(
                        first.entrySet(),
                        one -> id(one.getValue(), tx).invoke(id -> ids.put(one.getKey(), id)))
                .map(nothing -> entries.stream().map(entry -> named(entry, ids)).toList());
    }

    private Uni<String> id(BundleEntry entry, Tx tx) {
        return Uni.createFrom()
                .deferred(() -> conditional.existing(entry.call(), tx))
                .map(found -> found.map(Stored::id).orElse(entry.call().id()))
                .onFailure(RefusedException.class)
                .transform(
                        failure ->
                                ((RefusedException) failure)
                                        .at("Bundle.entry[" + entry.position() + "]"));
    }

    private static BundleEntry named(BundleEntry entry, Map<String, String> ids) {
        return entry.condition() == null ? entry : entry.of(ids.get(entry.condition()));
    }

    /**
     * References were linked before anything was written: an entry whose condition was met only by
     * what another entry made would leave them pointing at nothing.
     */
    static void refuseUnlessAsSettled(BundleEntry entry, Answer answer) {
        boolean other =
                entry.condition() != null && !answer.stored().id().equals(entry.call().id());
        if (other) {
            throw new RefusedException(Refusal.BUNDLE_DUPLICATE, entry.call().type())
                    .at("Bundle.entry[" + entry.position() + "]");
        }
    }
}
