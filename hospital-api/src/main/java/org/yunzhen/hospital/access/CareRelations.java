package org.yunzhen.hospital.access;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.yunzhen.hospital.store.SearchTerms;
import org.yunzhen.hospital.store.Tx;

/**
 * Rows that say who may see whom. Written only by the act that makes the relation: of the patient
 * (booking), of an operator (registering a guardian), or of the accepting side (taking a visit);
 * never by a document that the gaining person writes. A document may end one.
 */
@ApplicationScoped
public class CareRelations {
    /** A guardian of a child. */
    public static final String GUARDIAN = "guardian";

    /** A doctor whom the patient chose or who took the visit. */
    public static final String TREATING = "treating";

    /** A pharmacist who reviews the patient's prescription. */
    public static final String REVIEWING = "reviewing";

    private static final String OPEN =
            """
            INSERT INTO care_relation (tenant, actor, patient, kind, source, term, valid_from,
                                       valid_until)
            VALUES ($1, $2, $3, $4, $5, $6, now(), COALESCE($7, 'infinity'::timestamptz))
            ON CONFLICT (tenant, actor, patient, kind, source)
            DO UPDATE SET valid_until = EXCLUDED.valid_until""";

    private static final String CLOSE =
            """
            UPDATE care_relation SET valid_until = now()
             WHERE tenant = $1 AND source = $2 AND actor = $3 AND valid_until > now()""";

    private static final String SHORTEN =
            """
            UPDATE care_relation SET valid_until = COALESCE($4, now())
             WHERE tenant = $1 AND source = $2 AND kind = $3
               AND valid_until > COALESCE($4::timestamptz, now())""";

    private static final String SOURCES =
            """
            SELECT source FROM care_relation
             WHERE tenant = $1 AND actor = $2 AND patient = $3 AND kind = $4
               AND valid_from <= now() AND valid_until > now()
             ORDER BY source""";

    private final SearchTerms terms;

    CareRelations(SearchTerms terms) {
        this.terms = terms;
    }

    /**
     * Opens a relation from now on. Now is the database's: nodes may differ by more than lies
     * between an end and the next look.
     *
     * @param actor {@code Practitioner/x}, {@code Patient/guardian} …
     * @param source what made it, as {@code Type/id}
     * @param until end, or null for none yet
     */
    public Uni<Void> open(
            Tx tx, String actor, String patient, String kind, String source, OffsetDateTime until) {
        return tx.run(
                        OPEN,
                        Arrays.asList(
                                tx.tenant(),
                                actor,
                                patient,
                                kind,
                                source,
                                terms.compartment(tx.tenant(), patient),
                                until))
                .replaceWithVoid();
    }

    /**
     * What made the relations of a kind that an actor has with a patient now, as {@code Type/id}.
     */
    public Uni<List<String>> sources(Tx tx, String actor, String patient, String kind) {
        return tx.run(SOURCES, tx.tenant(), actor, patient, kind)
                .map(
                        rows -> {
                            List<String> sources = new ArrayList<>();
                            rows.forEach(row -> sources.add(row.getString(0)));
                            return sources;
                        });
    }

    /** Ends what a source made for an actor. */
    public Uni<Void> close(Tx tx, String source, String actor) {
        return tx.run(CLOSE, tx.tenant(), source, actor).replaceWithVoid();
    }

    /**
     * Ends what a source made of a kind, whoever gained it.
     *
     * @param until the latest end, or null for now, which is the database's
     */
    public Uni<Void> shorten(Tx tx, String source, String kind, OffsetDateTime until) {
        return tx.run(SHORTEN, Arrays.asList(tx.tenant(), source, kind, until)).replaceWithVoid();
    }
}
