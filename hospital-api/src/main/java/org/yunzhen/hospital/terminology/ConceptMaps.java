package org.yunzhen.hospital.terminology;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** The rows of concept maps, taken from their documents when they are first asked for. */
@ApplicationScoped
class ConceptMaps {
    private static final String TAKEN =
            "SELECT number, version FROM concept_map WHERE tenant = $1 AND id = $2";

    private static final String FILL =
            """
            WITH made AS (
                INSERT INTO concept_map AS m (tenant, id, version) VALUES ($1, $2, $3)
                ON CONFLICT (tenant, id) DO UPDATE
                   SET number = EXCLUDED.number, version = EXCLUDED.version
                 WHERE m.version <> EXCLUDED.version
                RETURNING number),
            gone AS (
                DELETE FROM concept_mapping
                 WHERE tenant = $1 AND map = $4 AND EXISTS (SELECT FROM made))
            INSERT INTO concept_mapping (tenant, map, place, source_system, source_code,
                                         source_display, target_system, target_code,
                                         target_display, equivalence, comment)
            SELECT $1, made.number, u.place, u.source_system, u.source_code, u.source_display,
                   u.target_system, u.target_code, u.target_display, u.equivalence, u.comment
              FROM made, unnest($5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
                                $10::text[], $11::text[], $12::text[])
                   WITH ORDINALITY AS u(source_system, source_code, source_display, target_system,
                                        target_code, target_display, equivalence, comment, place)""";

    private static final String FORWARD =
            """
            SELECT place FROM concept_mapping
             WHERE tenant = $1 AND map = $2 AND source_code = $3
               AND ($4::text IS NULL OR source_system = $4)
               AND ($5::text IS NULL OR target_system = $5) ORDER BY place LIMIT 500""";

    private static final String REVERSE =
            """
            SELECT place FROM concept_mapping
             WHERE tenant = $1 AND map = $2 AND target_code = $3
               AND ($4::text IS NULL OR target_system = $4)
               AND ($5::text IS NULL OR source_system = $5) ORDER BY place LIMIT 500""";

    private static final long NONE = -1;

    private final Documents documents;

    ConceptMaps(Documents documents) {
        this.documents = documents;
    }

    /**
     * What a map says of one code of a group.
     *
     * @param group where it stands
     * @param target what the code is there; without a code where the map says that there is none
     */
    record Mapping(JsonNode group, String sourceCode, String sourceDisplay, JsonNode target) {
        String sourceSystem() {
            return group.path("source").textValue();
        }

        String targetSystem() {
            return group.path("target").textValue();
        }

        String targetCode() {
            return target.path("code").textValue();
        }

        String targetDisplay() {
            return target.path("display").textValue();
        }

        String equivalence() {
            return target.path("equivalence").asText();
        }

        String comment() {
            return target.path("comment").textValue();
        }
    }

    /** A map with those of its mappings that are about a code. */
    record About(Stored map, JsonNode document, List<Mapping> mappings) {}

    /** What the rows of a map say of a code. Fails with 404 when there is no such map. */
    Uni<About> about(Tx tx, String id, CodingInput coding, String otherSystem, boolean reverse) {
        return current(tx, id)
                .chain(
                        map ->
                                number(tx, map)
                                        .chain(
                                                number ->
                                                        rows(
                                                                tx,
                                                                number,
                                                                coding,
                                                                otherSystem,
                                                                reverse))
                                        .map(rows -> about(map, rows)))
                .onFailure(OtherVersionException.class)
                .recoverWithUni(other -> about(tx, id, coding, otherSystem, reverse));
    }

    private static Uni<RowSet<Row>> rows(
            Tx tx, long number, CodingInput coding, String otherSystem, boolean reverse) {
        return tx.run(
                reverse ? REVERSE : FORWARD,
                Arrays.asList(tx.tenant(), number, coding.code(), coding.system(), otherSystem));
    }

    /** Meanwhile the rows of another version were taken: the map has to be read anew. */
    private static final class OtherVersionException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OtherVersionException() {
            super(null, null, false, false);
        }
    }

    private Uni<Stored> current(Tx tx, String id) {
        return documents
                .find(tx, "ConceptMap", id)
                .map(
                        found ->
                                found.filter(stored -> !stored.deleted())
                                        .orElseThrow(
                                                () ->
                                                        new RefusedException(
                                                                Refusal.UNKNOWN_CONCEPT_MAP, id)));
    }

    private Uni<Long> number(Tx tx, Stored map) {
        return tx.run(TAKEN, tx.tenant(), map.id())
                .chain(
                        rows -> {
                            Row taken = rows.size() == 0 ? null : rows.iterator().next();
                            return taken != null && taken.getInteger(1) == map.version()
                                    ? Uni.createFrom().item(taken.getLong(0))
                                    : fill(tx, map, taken == null ? NONE : taken.getLong(0));
                        });
    }

    private static Uni<Long> fill(Tx tx, Stored map, long before) {
        List<Mapping> mappings = read(map.document());
        List<Object> values =
                new ArrayList<>(List.of(tx.tenant(), map.id(), map.version(), before));
        values.add(column(mappings, Mapping::sourceSystem));
        values.add(column(mappings, Mapping::sourceCode));
        values.add(column(mappings, Mapping::sourceDisplay));
        values.add(column(mappings, Mapping::targetSystem));
        values.add(column(mappings, Mapping::targetCode));
        values.add(column(mappings, Mapping::targetDisplay));
        values.add(column(mappings, Mapping::equivalence));
        values.add(column(mappings, Mapping::comment));
        return tx.run(FILL, values)
                .chain(() -> tx.run(TAKEN, tx.tenant(), map.id()))
                .map(rows -> rows.iterator().next())
                .map(
                        taken -> {
                            if (taken.getInteger(1) != map.version()) {
                                throw new OtherVersionException();
                            }
                            return taken.getLong(0);
                        });
    }

    private static List<Mapping> read(JsonNode map) {
        List<Mapping> mappings = new ArrayList<>();
        for (JsonNode group : map.path("group")) {
            for (JsonNode element : group.path("element")) {
                for (JsonNode target : element.path("target")) {
                    mappings.add(
                            new Mapping(
                                    group,
                                    element.path("code").asText(),
                                    element.path("display").textValue(),
                                    target));
                }
            }
        }
        return mappings;
    }

    private static String[] column(List<Mapping> mappings, Function<Mapping, String> text) {
        return mappings.stream().map(text).toArray(String[]::new);
    }

    /** The rows say where in the document: it was taken from this version of it. */
    private static About about(Stored map, RowSet<Row> rows) {
        JsonNode document = map.document();
        List<Mapping> mappings = read(document);
        List<Mapping> found = new ArrayList<>(rows.size());
        rows.forEach(row -> found.add(mappings.get(row.getInteger(0) - 1)));
        return new About(map, document, found);
    }
}
