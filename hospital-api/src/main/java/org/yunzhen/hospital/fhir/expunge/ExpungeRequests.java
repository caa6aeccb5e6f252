package org.yunzhen.hospital.fhir.expunge;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import org.yunzhen.hospital.store.Ids;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** Requests to expunge; whoever touches one has locked its resource. */
@ApplicationScoped
class ExpungeRequests {
    /** Who asks for the same again has asked already. */
    private static final String ASK =
            """
            WITH open AS (
                SELECT id FROM expunge_request
                 WHERE tenant = $1 AND type = $3 AND resource_id = $4 AND version = $5
                   AND asked_by = $7 AND confirmed_by IS NULL
                 ORDER BY asked_at LIMIT 1),
            made AS (
                INSERT INTO expunge_request (tenant, id, type, resource_id, version, reason,
                                             asked_by)
                SELECT $1, $2, $3, $4, $5::int, $6, $7 WHERE NOT EXISTS (SELECT 1 FROM open)
                RETURNING id)
            SELECT id FROM open UNION ALL SELECT id FROM made""";

    private static final String OPEN =
            """
            SELECT id, version, reason, asked_by FROM expunge_request
             WHERE tenant = $1 AND id = $2 AND type = $3 AND resource_id = $4
               AND confirmed_by IS NULL
               FOR UPDATE""";

    private static final String CONFIRMED =
            """
            UPDATE expunge_request SET confirmed_by = $3, confirmed_at = now(), versions = $4
             WHERE tenant = $1 AND id = $2""";

    /**
     * A request that nobody has confirmed.
     *
     * @param version the resource's when it was made
     */
    record Request(String id, int version, String reason, String askedBy) {}

    /** Writes a request down; answers its id. */
    Uni<String> ask(Tx tx, Stored stored, String askedBy, String reason) {
        return tx.run(
                        ASK,
                        tx.tenant(),
                        Ids.next(),
                        stored.type(),
                        stored.id(),
                        stored.version(),
                        reason,
                        askedBy)
                .map(rows -> rows.iterator().next().getString(0));
    }

    /** The open request of an id for this resource; 404 when there is none. */
    Uni<Request> open(Tx tx, Stored stored, String id) {
        return tx.run(OPEN, tx.tenant(), id, stored.type(), stored.id())
                .map(
                        rows -> {
                            for (Row row : rows) {
                                return new Request(
                                        row.getString(0),
                                        row.getInteger(1),
                                        row.getString(2),
                                        row.getString(3));
                            }
                            throw new RefusedException(Refusal.NOT_FOUND);
                        });
    }

    /** Notes who confirmed a request and how many versions were erased. */
    Uni<Void> confirmed(Tx tx, Request request, String confirmedBy, int versions) {
        return tx.run(CONFIRMED, tx.tenant(), request.id(), confirmedBy, versions)
                .replaceWithVoid();
    }
}
