package org.yunzhen.hospital.terminology;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * The rows of concept maps, taken from their documents when they are first asked for, and again
 * when the document has another version or an earlier release took them. A question is one
 * statement, which sees document and rows in one state.
 */
@ApplicationScoped
class ConceptMaps {
    private static final String ASK =
            """
            WITH asked AS (
                SELECT m.number, m.url, m.whole = m.number AND m.version = r.version AS taken
                  FROM resource r LEFT JOIN concept_map m ON m.tenant = r.tenant AND m.id = r.id
                 WHERE r.tenant = $1 AND r.type = 'ConceptMap' AND r.id = $2 AND NOT r.deleted)
            SELECT a.taken, a.number, a.url, %s
              FROM asked a LEFT JOIN LATERAL (%s) c ON a.taken
             ORDER BY c.place""";

    /** What is said of a code, and what groups say of all that they do not map. */
    private static final String FORWARD =
            ASK.formatted(
                    MappingRows.COLUMNS,
                    """
                    (SELECT * FROM concept_mapping m
                      WHERE m.tenant = $1 AND m.map = a.number AND m.source_code = $3
                        AND ($4::text IS NULL OR m.source_system = $4)
                        AND ($5::text IS NULL OR m.target_system = $5) ORDER BY m.place LIMIT 500)
                    UNION ALL
                    (SELECT * FROM concept_mapping m
                      WHERE m.tenant = $1 AND m.map = a.number AND m.source_code IS NULL
                        AND ($4::text IS NULL OR m.source_system = $4)
                        AND ($5::text IS NULL OR m.target_system = $5) ORDER BY m.place LIMIT 500)
                    """);

    private static final String REVERSE =
            ASK.formatted(
                    MappingRows.COLUMNS,
                    """
                    SELECT * FROM concept_mapping m
                     WHERE m.tenant = $1 AND m.map = a.number AND m.target_code = $3
                       AND ($4::text IS NULL OR m.target_system = $4)
                       AND ($5::text IS NULL OR m.source_system = $5) ORDER BY m.place LIMIT 500
                    """);

    private static final long NONE = -1;

    private final Documents documents;
    private final Vertx vertx;

    ConceptMaps(Documents documents, Vertx vertx) {
        this.documents = documents;
        this.vertx = vertx;
    }

    /**
     * A map with what it says of a code.
     *
     * @param url canonical address of the map, or null where it has none
     * @param unmapped what groups that may be meant say of all codes that they do not map
     */
    record About(String id, String url, List<Mapping> mappings, List<Mapping> unmapped) {}

    /** What a map says of a code. Fails with 404 when there is no such map. */
    Uni<About> about(Tx tx, String id, CodingInput coding, String otherSystem, boolean reverse) {
        return tx.run(
                        reverse ? REVERSE : FORWARD,
                        Arrays.asList(tx.tenant(), id, coding.code(), coding.system(), otherSystem))
                .chain(
                        rows -> {
                            if (rows.size() == 0) {
                                throw unknown(id);
                            }
                            Row first = rows.iterator().next();
                            return Boolean.TRUE.equals(first.getBoolean(0))
                                    ? Uni.createFrom().item(about(id, first.getString(2), rows))
                                    : take(tx, id, first.getLong(1))
                                            .chain(
                                                    () ->
                                                            about(
                                                                    tx,
                                                                    id,
                                                                    coding,
                                                                    otherSystem,
                                                                    reverse));
                        });
    }

    private static RefusedException unknown(String id) {
        return new RefusedException(Refusal.UNKNOWN_CONCEPT_MAP, id);
    }

    private static About about(String id, String url, Iterable<Row> rows) {
        List<Mapping> mappings = new ArrayList<>();
        List<Mapping> unmapped = new ArrayList<>();
        for (Row row : rows) {
            MappingRows.read(row).ifPresent(m -> (m.isOfUnmapped() ? unmapped : mappings).add(m));
        }
        return new About(id, url, mappings, unmapped);
    }

    /** The document is read away from the event loop: it may be large. */
    private Uni<Void> take(Tx tx, String id, Long before) {
        return documents
                .find(tx, "ConceptMap", id)
                .map(found -> found.filter(s -> !s.deleted()).orElseThrow(() -> unknown(id)))
                .chain(
                        map ->
                                Uni.createFrom()
                                        .completionStage(
                                                () ->
                                                        vertx.executeBlocking(
                                                                        () -> values(map), false)
                                                                .toCompletionStage()))
                .chain(
                        values -> {
                            List<Object> all = new ArrayList<>(List.of(tx.tenant(), id));
                            all.add(before == null ? NONE : before);
                            all.addAll(values);
                            return tx.run(MappingRows.FILL, all);
                        })
                .replaceWithVoid();
    }

    private static List<Object> values(Stored map) {
        JsonNode document = map.document();
        List<Object> values = new ArrayList<>();
        values.add(map.version());
        values.add(document.path("url").textValue());
        values.addAll(MappingRows.columns(ConceptMapReader.mappings(document)));
        return values;
    }
}
