package org.yunzhen.hospital.terminology;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.json.FhirJson;

/** The rows of code systems. */
@ApplicationScoped
class Concepts {
    private static final String COLUMNS =
            "code, display, ancestors, parents, inactive, abstract, definition,"
                    + " properties::text, designations::text";

    private static final String SYSTEM =
            """
            SELECT number, edition, version, name, case_sensitive, complete
              FROM code_system WHERE tenant = $1 AND url = $2 AND origin = $3""";

    /**
     * Takes a system's codes in, in one statement; of two nodes that do it at once the second finds
     * the first's and leaves them.
     */
    private static final String FILL =
            """
            WITH made AS (
                INSERT INTO code_system AS s
                       (tenant, url, origin, edition, version, name, case_sensitive, complete)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                ON CONFLICT (tenant, url, origin) DO UPDATE
                   SET number = EXCLUDED.number, edition = EXCLUDED.edition,
                       version = EXCLUDED.version, name = EXCLUDED.name,
                       case_sensitive = EXCLUDED.case_sensitive, complete = EXCLUDED.complete
                 WHERE s.edition <> EXCLUDED.edition
                RETURNING number),
            gone AS (
                DELETE FROM concept
                 WHERE tenant = $1 AND system = $9 AND EXISTS (SELECT FROM made))
            INSERT INTO concept (tenant, system, place, code, display, ancestors, parents, inactive,
                                 abstract, definition, properties, designations, words)
            SELECT $1, made.number, u.place, u.code, u.display,
                   string_to_array(u.ancestors, chr(31)), string_to_array(u.parents, chr(31)),
                   u.inactive, u.abstract, u.definition, u.properties::jsonb,
                   u.designations::jsonb, array_to_tsvector(string_to_array(u.words, chr(31)))
              FROM made, unnest($10::text[], $11::text[], $12::text[], $13::text[], $14::boolean[],
                                $15::boolean[], $16::text[], $17::text[], $18::text[], $19::text[])
                   WITH ORDINALITY AS u(code, display, ancestors, parents, inactive, abstract,
                                        definition, properties, designations, words, place)""";

    private static final String FIND =
            "SELECT " + COLUMNS + " FROM concept WHERE tenant = $1 AND system = $2 AND code = $3";

    private static final String FIND_FOLDED =
            "SELECT "
                    + COLUMNS
                    + " FROM concept WHERE tenant = $1 AND system = $2 AND lower(code) = lower($3)"
                    + " ORDER BY code = $3 DESC LIMIT 1";

    /** No row is taken for none. */
    private static final long NONE = -1;

    /**
     * The rows of a system as they are.
     *
     * @param edition of which they were taken
     */
    record Taken(KnownSystem system, String edition) {}

    /** What was taken of a system, or empty. */
    Uni<Optional<Taken>> system(Tx tx, CodeSystemSource source) {
        return tx.run(SYSTEM, source.tenant(), source.url(), source.origin())
                .map(
                        rows ->
                                first(rows)
                                        .map(
                                                row ->
                                                        new Taken(
                                                                system(source, row),
                                                                row.getString(1))));
    }

    /**
     * Puts the codes of a system in the place of what was taken of it before, if anything was.
     *
     * @param columns of its concepts
     */
    Uni<Void> fill(
            Tx tx,
            CodeSystemSource source,
            CodeSystemSource.Content content,
            List<Object> columns,
            Optional<Taken> before) {
        List<Object> values = new ArrayList<>();
        values.add(source.tenant());
        values.add(source.url());
        values.add(source.origin());
        values.add(source.edition());
        values.add(content.version());
        values.add(content.name());
        values.add(content.caseSensitive());
        values.add(content.complete());
        values.add(before.map(taken -> taken.system().number()).orElse(NONE));
        values.addAll(columns);
        return tx.run(FILL, values).replaceWithVoid();
    }

    /** The concept of a code, or empty. */
    Uni<Optional<Concept>> find(Tx tx, KnownSystem system, String code) {
        return tx.run(
                        system.caseSensitive() ? FIND : FIND_FOLDED,
                        system.tenant(),
                        system.number(),
                        code)
                .map(rows -> first(rows).map(Concepts::concept));
    }

    /** How many codes of a system a condition names. */
    Uni<Integer> count(Tx tx, KnownSystem system, Condition condition) {
        List<Object> values = ConditionSql.beginning(system.tenant(), system.number());
        String where = new ConditionSql(values).of(condition);
        String sql = "SELECT count(*) FROM concept WHERE tenant = $1 AND system = $2 AND " + where;
        return tx.run(sql, values).map(rows -> rows.iterator().next().getInteger(0));
    }

    /** The codes of a system that a condition names, in the order of their source. */
    Uni<List<Concept>> page(Tx tx, KnownSystem system, Condition condition, int offset, int count) {
        List<Object> values =
                ConditionSql.beginning(
                        system.tenant(), system.number(), (long) offset, (long) count);
        String where = new ConditionSql(values).of(condition);
        String sql =
                "SELECT "
                        + COLUMNS
                        + " FROM concept WHERE tenant = $1 AND system = $2 AND "
                        + where
                        + " ORDER BY place OFFSET $3 LIMIT $4";
        return tx.run(sql, values).map(Concepts::all);
    }

    /** The bare codes of a system that a condition names, at most {@code max}. */
    Uni<List<String>> codes(Tx tx, KnownSystem system, Condition condition, int max) {
        List<Object> values = ConditionSql.beginning(system.tenant(), system.number(), (long) max);
        String where = new ConditionSql(values).of(condition);
        String sql =
                "SELECT code FROM concept WHERE tenant = $1 AND system = $2 AND "
                        + where
                        + " LIMIT $3";
        return tx.run(sql, values).map(Concepts::codes);
    }

    private static List<String> codes(RowSet<Row> rows) {
        List<String> codes = new ArrayList<>(rows.size());
        rows.forEach(row -> codes.add(row.getString(0)));
        return codes;
    }

    private static List<Concept> all(RowSet<Row> rows) {
        List<Concept> concepts = new ArrayList<>(rows.size());
        rows.forEach(row -> concepts.add(concept(row)));
        return concepts;
    }

    private static Optional<Row> first(RowSet<Row> rows) {
        var iterator = rows.iterator();
        return iterator.hasNext() ? Optional.of(iterator.next()) : Optional.empty();
    }

    private static KnownSystem system(CodeSystemSource source, Row row) {
        return new KnownSystem(
                source.tenant(),
                row.getLong(0),
                source.url(),
                row.getString(2),
                row.getString(3),
                row.getBoolean(4),
                row.getBoolean(5));
    }

    private static Concept concept(Row row) {
        return new Concept(
                row.getString(0),
                row.getString(1),
                List.of(row.getArrayOfStrings(2)),
                List.of(row.getArrayOfStrings(3)),
                row.getBoolean(4),
                row.getBoolean(5),
                row.getString(6),
                array(row.getString(7)),
                array(row.getString(8)));
    }

    private static ArrayNode array(String json) {
        return (ArrayNode) FhirJson.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}
