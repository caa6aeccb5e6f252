package org.yunzhen.hospital.catalogue;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * The versions of the catalogue's entries that documents tell. What held on a day stays as it was:
 * a change is a version from today, or from a later day on, and only what never held is taken away.
 */
@ApplicationScoped
class EntryVersions {
    /** Whoever changes a tenant's catalogue does so alone, from here on. */
    private static final String LOCK =
            "SELECT pg_advisory_xact_lock(hashtextextended('catalogue of ' || $1, 0))::text";

    private static final String TAKEN =
            """
            SELECT code, source
              FROM (SELECT DISTINCT ON (code) code, source, effective_until FROM catalogue_entry
                     WHERE tenant = $1 AND kind = $2 AND code = ANY($3)
                     ORDER BY code, version DESC) latest
             WHERE source <> $4 AND effective_until > $5
             ORDER BY code LIMIT 1""";

    /** With what an entry said before its document took it over. */
    private static final String END =
            """
            WITH ended AS (
              SELECT DISTINCT code FROM catalogue_entry entry
               WHERE tenant = $1 AND kind = $2 AND source = $4 AND NOT code = ANY($3)
                 AND NOT EXISTS (SELECT 1 FROM catalogue_entry later
                                  WHERE later.tenant = $1 AND later.kind = $2
                                    AND later.code = entry.code AND later.version > entry.version
                                    AND later.source IS DISTINCT FROM $4)),
            unused AS (
              DELETE FROM catalogue_entry entry USING ended
               WHERE entry.tenant = $1 AND entry.kind = $2 AND entry.code = ended.code
                 AND entry.effective_from > $5)
            UPDATE catalogue_entry entry SET effective_until = $5 FROM ended
             WHERE entry.tenant = $1 AND entry.kind = $2 AND entry.code = ended.code
               AND entry.effective_from <= $5 AND entry.effective_until > $5""";

    /** What was to hold from a later day on, and is said otherwise before it comes. */
    private static final String WITHDRAW =
            """
            DELETE FROM catalogue_entry
             WHERE tenant = $1 AND kind = $2 AND code = ANY($3) AND source = $4
               AND effective_from > $5""";

    private static final String PUT =
            """
            INSERT INTO catalogue_entry (tenant, kind, code, version, effective_from,
                                         effective_until, data, source)
            SELECT $1, $2, said.code, coalesce(latest.version, 0) + 1, $5,
                   coalesce($6::date, 'infinity'), said.data::jsonb, $4
              FROM unnest($3::text[], $7::text[]) AS said(code, data)
              LEFT JOIN LATERAL (
                SELECT version, effective_from, effective_until, data, source FROM catalogue_entry
                 WHERE tenant = $1 AND kind = $2 AND code = said.code
                 ORDER BY version DESC LIMIT 1) latest ON true
             WHERE latest.version IS NULL
                OR (latest.data, latest.effective_until, latest.source)
                   IS DISTINCT FROM (said.data::jsonb, coalesce($6::date, 'infinity'), $4)""";

    /**
     * Makes the entries of a document those that it tells now.
     *
     * @param source the document, as Type/id
     * @param today from which day on
     * @throws RefusedException 409 when another document tells one of the codes
     */
    Uni<Void> keep(Tx tx, String source, CatalogueShare share, LocalDate today) {
        LocalDate from =
                share.from() == null || share.from().isBefore(today) ? today : share.from();
        boolean over = share.until() != null && !share.until().isAfter(from);
        List<JsonObject> entries = over ? List.of() : share.entries();
        String[] codes = entries.stream().map(e -> e.getString("code")).toArray(String[]::new);
        String[] data = entries.stream().map(JsonObject::encode).toArray(String[]::new);
        String kind = share.kind();
        String tenant = tx.tenant();
        return tx.run(LOCK, tenant)
                .chain(() -> tx.run(TAKEN, tenant, kind, codes, source, today))
                .invoke(taken -> taken.forEach(row -> refuse(row.getString(0), row.getString(1))))
                .chain(() -> tx.run(END, tenant, kind, codes, source, today))
                .chain(() -> tx.run(WITHDRAW, tenant, kind, codes, source, today))
                .chain(
                        () ->
                                tx.run(
                                        PUT,
                                        Arrays.asList(
                                                tenant,
                                                kind,
                                                codes,
                                                source,
                                                from,
                                                share.until(),
                                                data)))
                .replaceWithVoid();
    }

    private static void refuse(String code, String source) {
        throw new RefusedException(Refusal.CATALOGUE_CODE_TAKEN, code, source);
    }
}
