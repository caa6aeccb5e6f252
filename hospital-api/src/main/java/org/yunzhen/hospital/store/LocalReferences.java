package org.yunzhen.hospital.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.yunzhen.mappings.index.LiteralRef;
import org.yunzhen.mappings.refusal.Issue;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Whether what a document refers to is there. Asked of the types that workflows move, since a visit
 * or a bill that leads nowhere misleads whoever acts on it.
 */
@ApplicationScoped
public class LocalReferences {
    private static final Set<String> CHECKED_TYPES =
            Set.of(
                    "Appointment",
                    "Claim",
                    "ClaimResponse",
                    "Encounter",
                    "Invoice",
                    "MedicationDispense",
                    "MedicationRequest",
                    "Slot",
                    "Task");

    /** The positions, from 1, of those that are not there or no longer. */
    private static final String MISSING =
            """
            SELECT u.position::integer
              FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS u(type, id, position)
             WHERE NOT EXISTS (SELECT 1 FROM resource r
                                WHERE r.tenant = $1 AND r.type = u.type AND r.id = u.id
                                  AND NOT r.deleted)
             ORDER BY u.position\
            """;

    /**
     * Fails with 422, one issue per reference that leads nowhere. What this transaction has
     * announced counts as there, and so does the document itself: a visit may be a part of itself.
     */
    public Uni<Void> check(Tx tx, ObjectNode document, Collection<LiteralRef> references) {
        String type = document.path("resourceType").textValue();
        String id = document.path("id").textValue();
        if (!CHECKED_TYPES.contains(type)) {
            return Uni.createFrom().voidItem();
        }
        List<LiteralRef> asked =
                references.stream()
                        .filter(ref -> !tx.isAnnounced(ref.type() + "/" + ref.id()))
                        .filter(ref -> !(ref.type().equals(type) && ref.id().equals(id)))
                        .toList();
        if (asked.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.run(
                        MISSING,
                        tx.tenant(),
                        asked.stream().map(LiteralRef::type).toArray(String[]::new),
                        asked.stream().map(LiteralRef::id).toArray(String[]::new))
                .invoke(rows -> refuseMissing(rows, asked))
                .replaceWithVoid();
    }

    private static void refuseMissing(RowSet<Row> missing, List<LiteralRef> asked) {
        List<Issue> issues = new ArrayList<>();
        missing.forEach(row -> issues.add(issue(asked.get(row.getInteger(0) - 1))));
        if (!issues.isEmpty()) {
            throw new RefusedException(issues);
        }
    }

    private static Issue issue(LiteralRef ref) {
        return Issue.of(Refusal.REFERENCE_NOT_FOUND, ref.type() + "/" + ref.id())
                .at(ref.expression() + ".reference");
    }
}
