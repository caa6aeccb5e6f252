package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.yunzhen.hospital.store.InTurn;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * The conditional entries of a transaction (R4 section 3.1.0.11.2): before anything but deletes is
 * done it is settled which resource each means, so that references of other entries point at what
 * is there, and not at an id that will not be made.
 */
@ApplicationScoped
class BundleConditions {
    private final ConditionalCreate creates;
    private final ConditionalUpdate updates;
    private final ConditionalMatch match;

    BundleConditions(ConditionalCreate creates, ConditionalUpdate updates, ConditionalMatch match) {
        this.creates = creates;
        this.updates = updates;
        this.match = match;
    }

    /**
     * The entries, each of which names its resource now. Creates of one condition have one id: that
     * of what exists, where it does. A delete that finds nothing stays as it was.
     *
     * @param before entries that are done already
     */
    Uni<List<BundleEntry>> settled(List<BundleEntry> before, List<BundleEntry> entries, Tx tx) {
        Known known = new Known(new HashMap<>(), new HashSet<>());
        BundleEntry[] settled = entries.toArray(BundleEntry[]::new);
        // in the order of their conditions, which are locked: two transactions do not cross
        List<Integer> conditional =
                IntStream.range(0, settled.length)
                        .filter(i -> settled[i].condition() != null)
                        .boxed()
                        .sorted(Comparator.comparing(i -> settled[i].condition()))
                        .toList();
        return InTurn.each(
                        conditional,
                        i -> settled(settled[i], known, tx).invoke(done -> settled[i] = done))
                .map(nothing -> List.of(settled))
                .invoke(all -> refuseOverlaps(before, all));
    }

    /**
     * What is settled so far.
     *
     * @param created ids by the conditions of creates
     * @param updated conditions of updates and patches
     */
    private record Known(Map<String, String> created, Set<String> updated) {}

    private Uni<BundleEntry> settled(BundleEntry entry, Known known, Tx tx) {
        return Uni.createFrom()
                .deferred(
                        () ->
                                switch (entry.call().kind()) {
                                    case CREATE -> create(entry, known, tx);
                                    case DELETE -> delete(entry, tx);
                                    default -> change(entry, known, tx);
                                })
                .onFailure(RefusedException.class)
                .transform(failure -> ((RefusedException) failure).inEntry(entry.position()));
    }

    private Uni<BundleEntry> change(BundleEntry entry, Known known, Tx tx) {
        String condition = entry.condition();
        if (known.created().containsKey(condition) || !known.updated().add(condition)) {
            throw new RefusedException(Refusal.BUNDLE_DUPLICATE, entry.call().type());
        }
        return entry.call().kind() == Call.Kind.PATCH
                ? match.locked(entry.call(), tx, entry.call().query())
                        .map(found -> entry.of(PatchInteraction.matched(entry.call(), found).id()))
                : updates.settled(entry.call(), tx).map(entry::as);
    }

    private Uni<BundleEntry> create(BundleEntry entry, Known known, Tx tx) {
        if (known.updated().contains(entry.condition())) {
            throw new RefusedException(Refusal.BUNDLE_DUPLICATE, entry.call().type());
        }
        String id = known.created().get(entry.condition());
        if (id != null) {
            return Uni.createFrom().item(entry.of(id));
        }
        return creates.existing(entry.call(), tx)
                .map(found -> found.map(Stored::id).orElse(entry.call().id()))
                .invoke(found -> known.created().put(entry.condition(), found))
                .map(entry::of);
    }

    private Uni<BundleEntry> delete(BundleEntry entry, Tx tx) {
        return match.locked(entry.call(), tx, entry.call().query())
                .map(found -> found.map(current -> entry.of(current.id())).orElse(entry));
    }

    /** One resource is changed once: nobody could tell which change should win. */
    private static void refuseOverlaps(List<BundleEntry> before, List<BundleEntry> entries) {
        Set<String> changed = new HashSet<>();
        for (BundleEntry entry : before) {
            changed.add(entry.reference());
        }
        for (BundleEntry entry : entries) {
            boolean names = entry.writes() && entry.call().id() != null;
            if (names && !changed.add(entry.reference())) {
                throw new RefusedException(Refusal.BUNDLE_DUPLICATE, entry.call().type())
                        .inEntry(entry.position());
            }
        }
    }

    /**
     * References were linked before anything was written: an entry whose condition was met only by
     * what another entry made would leave them pointing at nothing.
     */
    static void refuseUnlessAsSettled(BundleEntry entry, Answer answer) {
        boolean other =
                entry.call().kind() == Call.Kind.CREATE
                        && entry.condition() != null
                        && !answer.stored().id().equals(entry.call().id());
        if (other) {
            throw new RefusedException(Refusal.BUNDLE_DUPLICATE, entry.call().type())
                    .inEntry(entry.position());
        }
    }
}
