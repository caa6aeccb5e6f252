package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.InTurn;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;

/** Links the entries of a transaction, before they are written, to what they will be. */
@ApplicationScoped
class BundleReferences {
    private final Documents documents;

    BundleReferences(Documents documents) {
        this.documents = documents;
    }

    /**
     * Rewrites the links of all entries to each other.
     *
     * @return the references that name criteria, by the position of their entry
     */
    Uni<Map<Integer, List<ConditionalReference>>> link(List<BundleEntry> entries, Tx tx) {
        BundleLinks links = new BundleLinks(entries);
        Map<Integer, List<ConditionalReference>> conditional = new HashMap<>();
        for (BundleEntry entry : entries) {
            List<ConditionalReference> found = links.rewrite(entry);
            if (!found.isEmpty()) {
                conditional.put(entry.position(), found);
            }
        }
        return versions(entries, links, tx)
                .invoke(versions -> linkVersions(entries, links, versions))
                .replaceWith(conditional);
    }

    private static void linkVersions(
            List<BundleEntry> entries, BundleLinks links, Map<String, Integer> versions) {
        if (!versions.isEmpty()) {
            entries.forEach(entry -> links.rewrite(entry, versions));
        }
    }

    /** The versions that those will have which others name with one. */
    private Uni<Map<String, Integer>> versions(
            List<BundleEntry> entries, BundleLinks links, Tx tx) {
        Map<String, Integer> versions = new HashMap<>();
        List<BundleEntry> named =
                entries.stream().filter(e -> links.versioned().contains(e.reference())).toList();
        return InTurn.each(
                        named,
                        entry ->
                                documents
                                        .lock(tx, entry.call().type(), entry.call().id())
                                        .map(found -> found.map(Stored::version).orElse(0))
                                        .invoke(
                                                now ->
                                                        versions.put(
                                                                entry.reference(),
                                                                next(entry, now))))
                .replaceWith(versions);
    }

    /** A conditional create of what is there already leaves it as it is. */
    private static int next(BundleEntry entry, int version) {
        boolean kept = entry.call().kind() == Call.Kind.CREATE && version > 0;
        return kept ? version : version + 1;
    }
}
