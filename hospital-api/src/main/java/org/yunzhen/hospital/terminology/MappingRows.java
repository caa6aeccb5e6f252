package org.yunzhen.hospital.terminology;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.vertx.mutiny.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.yunzhen.mappings.json.FhirJson;

/** How mappings stand in rows. */
final class MappingRows {
    /** Those of {@code c}, in the order in which they are read. */
    static final String COLUMNS =
            """
            c.source_system, c.source_version, c.source_code, c.source_display, c.target_system,
            c.target_version, c.target_code, c.target_display, c.equivalence, c.comment,
            c.depends_on::text, c.product::text, c.unmapped::text""";

    /**
     * Puts the rows of a map in the place of those that were taken before; of two nodes that do it
     * at once the second finds the first's and leaves them.
     */
    static final String FILL =
            """
            WITH made AS (
                INSERT INTO concept_map AS m (tenant, id, number, whole, version, url)
                SELECT $1, $2, n, n, $4, $5
                  FROM nextval(pg_get_serial_sequence('concept_map', 'number')) n
                ON CONFLICT (tenant, id) DO UPDATE
                   SET number = EXCLUDED.number, whole = EXCLUDED.whole,
                       version = EXCLUDED.version, url = EXCLUDED.url
                 WHERE m.version <> EXCLUDED.version OR m.whole IS DISTINCT FROM m.number
                RETURNING number),
            gone AS (
                DELETE FROM concept_mapping
                 WHERE tenant = $1 AND map = $3 AND EXISTS (SELECT FROM made))
            INSERT INTO concept_mapping (tenant, map, place, source_system, source_version,
                                         source_code, source_display, target_system,
                                         target_version, target_code, target_display, equivalence,
                                         comment, depends_on, product, unmapped)
            SELECT $1, made.number, u.place, u.source_system, u.source_version, u.source_code,
                   u.source_display, u.target_system, u.target_version, u.target_code,
                   u.target_display, u.equivalence, u.comment, u.depends_on::jsonb,
                   u.product::jsonb, u.unmapped::jsonb
              FROM made, unnest($6::text[], $7::text[], $8::text[], $9::text[], $10::text[],
                                $11::text[], $12::text[], $13::text[], $14::text[], $15::text[],
                                $16::text[], $17::text[], $18::text[])
                   WITH ORDINALITY AS u(source_system, source_version, source_code, source_display,
                                        target_system, target_version, target_code, target_display,
                                        equivalence, comment, depends_on, product, unmapped,
                                        place)""";

    private static final int FIRST = 3;
    private static final int EQUIVALENCE = FIRST + 8;

    private MappingRows() {}

    /** One array a column, as {@link #FILL} takes them. */
    static List<Object> columns(List<Mapping> mappings) {
        return List.of(
                column(mappings, Mapping::sourceSystem),
                column(mappings, Mapping::sourceVersion),
                column(mappings, Mapping::sourceCode),
                column(mappings, Mapping::sourceDisplay),
                column(mappings, Mapping::targetSystem),
                column(mappings, Mapping::targetVersion),
                column(mappings, Mapping::targetCode),
                column(mappings, Mapping::targetDisplay),
                column(mappings, Mapping::equivalence),
                column(mappings, Mapping::comment),
                column(mappings, mapping -> written(mapping.dependsOn())),
                column(mappings, mapping -> written(mapping.product())),
                column(mappings, mapping -> written(mapping.unmapped())));
    }

    private static String[] column(List<Mapping> mappings, Function<Mapping, String> text) {
        return mappings.stream().map(text).toArray(String[]::new);
    }

    private static String written(JsonNode json) {
        return json.isMissingNode() ? null : json.toString();
    }

    /** The mapping of a row that begins with three columns of its map; empty where it has none. */
    static Optional<Mapping> read(Row row) {
        if (row.getString(EQUIVALENCE) == null) {
            return Optional.empty();
        }
        int next = FIRST;
        return Optional.of(
                new Mapping(
                        row.getString(next++),
                        row.getString(next++),
                        row.getString(next++),
                        row.getString(next++),
                        row.getString(next++),
                        row.getString(next++),
                        row.getString(next++),
                        row.getString(next++),
                        row.getString(next++),
                        row.getString(next++),
                        json(row.getString(next++)),
                        json(row.getString(next++)),
                        json(row.getString(next))));
    }

    private static JsonNode json(String written) {
        return written == null
                ? MissingNode.getInstance()
                : FhirJson.parse(written.getBytes(StandardCharsets.UTF_8));
    }
}
