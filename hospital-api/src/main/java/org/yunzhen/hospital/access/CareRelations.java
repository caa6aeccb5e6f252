package org.yunzhen.hospital.access;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.yunzhen.hospital.store.SearchTerms;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.identifier.Systems;

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

    /** The one kind that a caller of a role can gain; empty for who gains none. */
    static Optional<String> kindOf(Role role) {
        return switch (role) {
            case PATIENT -> Optional.of(GUARDIAN);
            case DOCTOR -> Optional.of(TREATING);
            case PHARMACIST -> Optional.of(REVIEWING);
            case PHARMACY, INTEGRATION, OPERATOR, COMPLIANCE, REGULATOR, ANONYMOUS ->
                    Optional.empty();
        };
    }

    private static final String OPEN =
            """
            INSERT INTO care_relation (tenant, actor, patient, kind, source, term, valid_from,
                                       valid_until)
            VALUES ($1, $2, $3, $4, $5, $6, now(), COALESCE($7, 'infinity'::timestamptz))
            ON CONFLICT (tenant, actor, patient, kind, source)
            DO UPDATE SET valid_until = EXCLUDED.valid_until, stated_until = NULL""";

    private static final String CLOSE =
            """
            UPDATE care_relation SET valid_until = now()
             WHERE tenant = $1 AND source = $2 AND actor = $3 AND valid_until > now()""";

    /** LEAST and GREATEST pass over what is null. */
    private static final String LIMIT =
            """
            UPDATE care_relation AS c
               SET valid_from = GREATEST(valid_from, $5::timestamptz),
                   valid_until = LEAST(valid_until, said.until),
                   stated_until = LEAST(COALESCE(stated_until, valid_until), said.until)
              FROM (SELECT actor, patient, CASE WHEN patient = ANY($4)
                             AND ($7::text[] IS NULL OR actor = ANY($7)) AND NOT EXISTS (
                               SELECT FROM resource r
                                WHERE r.tenant = $1 AND r.type = 'Patient'
                                  AND actor LIKE 'Patient/%' AND r.id = substr(actor, 9)
                                  AND r.terms @> ARRAY[$8::bigint]
                                  AND cardinality($9::bigint[]) > 0 AND NOT r.terms && $9)
                           THEN $6::timestamptz ELSE now() END AS until
                      FROM care_relation WHERE tenant = $1 AND source = $2 AND kind = $3) said
             WHERE c.tenant = $1 AND c.source = $2 AND c.kind = $3
               AND c.actor = said.actor AND c.patient = said.patient""";

    private static final String GROW_UP =
            """
            UPDATE care_relation
               SET stated_until = COALESCE(stated_until, valid_until),
                   valid_until = LEAST(COALESCE(stated_until, valid_until), $4::timestamptz)
             WHERE tenant = $1 AND patient = $2 AND kind = $3""";

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

    /** Bounds what a source made of a kind; never prolongs. An end is now by the database. */
    public Uni<Void> limit(Tx tx, String source, String kind, Bounds bounds) {
        return tx.run(
                        LIMIT,
                        Arrays.asList(
                                tx.tenant(),
                                source,
                                kind,
                                bounds.patients().toArray(String[]::new),
                                bounds.from(),
                                bounds.until(),
                                bounds.actors()
                                        .map(actors -> actors.toArray(String[]::new))
                                        .orElse(null),
                                terms.system(
                                        tx.tenant(), "Patient", "identifier", Systems.RESIDENT_ID),
                                bounds.residents().stream()
                                        .map(number -> resident(tx, number))
                                        .toArray(Long[]::new)))
                .replaceWithVoid();
    }

    private long resident(Tx tx, String number) {
        return terms.systemAndCode(
                tx.tenant(), "Patient", "identifier", Systems.RESIDENT_ID, number);
    }

    /**
     * Ends the guardianships of a child when it grows up. A later day gives back what an earlier
     * one took, up to the end that was said of each, and nothing that was ended otherwise.
     *
     * @param day when the child is one no longer, or null when that is not known
     */
    public Uni<Void> growUp(Tx tx, String child, OffsetDateTime day) {
        return tx.run(GROW_UP, Arrays.asList(tx.tenant(), child, GUARDIAN, day)).replaceWithVoid();
    }
}
