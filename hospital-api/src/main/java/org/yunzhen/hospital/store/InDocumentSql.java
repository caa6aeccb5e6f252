package org.yunzhen.hospital.store;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yunzhen.hospital.store.Criterion.Passing;

/** What the document itself must say, in SQL, on the row {@code r} of {@code resource}. */
final class InDocumentSql {
    private static final String DOCUMENT = "convert_from(r.body, 'UTF8')::jsonb";

    private InDocumentSql() {}

    static void append(SqlText sql, Criterion.InDocument document) {
        sql.add(document.wanted() ? "" : "NOT ")
                .add("EXISTS (SELECT 1 FROM unnest(")
                .value(document.paths().toArray(String[]::new))
                .add("::text[]) p");
        document.passing().forEach(passing -> variables(sql, passing));
        sql.add(" WHERE jsonb_path_exists(" + DOCUMENT)
                .add(", p::jsonpath, CAST(CAST(")
                .value(document.variables())
                .add(" AS text) AS jsonb)");
        document.passing().forEach(passing -> sql.add(" || v" + passing.number() + ".of"));
        sql.add("))");
    }

    private static void variables(SqlText sql, Passing passing) {
        sql.add(", LATERAL (SELECT jsonb_build_object(");
        if (passing.condition() instanceof Criterion.AnyAmount amount) {
            columns(
                    sql,
                    passing,
                    Passing.LOW,
                    Passing.HIGH,
                    Passing.SYSTEM,
                    Passing.CODE,
                    Passing.UNIT);
            rows(sql, "search_amount", amount.param());
            CriterionSql.anyOf(sql, amount.tests(), CriterionSql::amount);
        } else if (passing.condition() instanceof Criterion.AnyText text) {
            columns(sql, passing, Passing.TEXT);
            rows(sql, "search_text", text.param());
            CriterionSql.anyOf(sql, text.tests(), CriterionSql::text);
        } else if (passing.condition() instanceof Criterion.AnyDate date) {
            sql.add("'" + Passing.DATE + passing.number() + "', d.written) FROM unnest(")
                    .value(passing.paths().toArray(String[]::new))
                    .add("::text[]) q, jsonb_path_query(" + DOCUMENT + ", q::jsonpath) d(written),")
                    .add(" LATERAL date_range(d.written) x WHERE ");
            CriterionSql.anyOf(sql, date.tests(), CriterionSql::date);
        }
        sql.add(") v" + passing.number() + "(of)");
    }

    private static void columns(SqlText sql, Passing passing, String... names) {
        sql.add(
                Stream.of(names)
                        .map(name -> "'" + name + passing.number() + "', x." + name)
                        .collect(Collectors.joining(", ")));
    }

    private static void rows(SqlText sql, String table, short param) {
        sql.add(") FROM " + table + " x WHERE x.tenant = $1 AND x.id = r.id AND x.param = ")
                .value(param)
                .add(" AND ");
    }
}
