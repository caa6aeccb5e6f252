package org.yunzhen.hospital.store;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yunzhen.hospital.store.Criterion.RowValues;

/** What the document itself must say, in SQL, on the row {@code r} of {@code resource}. */
final class InDocumentSql {
    private InDocumentSql() {}

    static void append(SqlText sql, Criterion.InDocument document) {
        sql.add(document.wanted() ? "" : "NOT ")
                .add("EXISTS (SELECT 1 FROM unnest(")
                .value(document.paths().toArray(String[]::new))
                .add("::text[]) p");
        document.rows().forEach(row -> rowValues(sql, row));
        sql.add(" WHERE jsonb_path_exists(convert_from(r.body, 'UTF8')::jsonb,")
                .add(" p::jsonpath, CAST(CAST(")
                .value(document.variables())
                .add(" AS text) AS jsonb)");
        document.rows().forEach(row -> sql.add(" || v" + row.number() + ".of"));
        sql.add("))");
    }

    private static void rowValues(SqlText sql, RowValues row) {
        String names =
                Stream.of(
                                RowValues.LOW,
                                RowValues.HIGH,
                                RowValues.SYSTEM,
                                RowValues.CODE,
                                RowValues.UNIT)
                        .map(name -> "'" + name + row.number() + "', x." + name)
                        .collect(Collectors.joining(", "));
        sql.add(", LATERAL (SELECT jsonb_build_object(" + names + ") FROM search_amount x")
                .add(" WHERE x.tenant = $1 AND x.id = r.id AND x.param = ")
                .value(row.amount().param())
                .add(" AND ");
        CriterionSql.anyOf(sql, row.amount().tests(), CriterionSql::amount);
        sql.add(") v" + row.number() + "(of)");
    }
}
