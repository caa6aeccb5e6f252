package org.yunzhen.hospital.store;

import java.util.List;
import org.yunzhen.hospital.store.Criterion.AmountTest;
import org.yunzhen.hospital.store.Criterion.BaseAmount;
import org.yunzhen.hospital.store.Criterion.Comparison;
import org.yunzhen.hospital.store.Criterion.DateTest;
import org.yunzhen.hospital.store.Criterion.TextTest;

/** Conditions in SQL, on the row {@code r} of {@code resource}. */
final class CriterionSql {
    private CriterionSql() {}

    static void append(SqlText sql, Criterion criterion) {
        if (criterion instanceof Criterion.AnyTerm any) {
            sql.add("r.terms && ").value(array(any.terms()));
        } else if (criterion instanceof Criterion.NoTerm none) {
            sql.add("NOT (r.terms && ").value(array(none.terms())).add(")");
        } else if (criterion instanceof Criterion.OfType of) {
            sql.add("r.type = ").value(of.type());
        } else if (criterion instanceof Criterion.AnyId ids) {
            sql.add("r.id = ANY(").value(ids.ids().toArray(String[]::new)).add(")");
        } else if (criterion instanceof Criterion.LastUpdated updated) {
            updatedWhen(sql, updated.tests());
        } else if (criterion instanceof Criterion.AnyDate date) {
            exists(sql, "search_date", date.param());
            anyOf(sql, date.tests(), CriterionSql::date);
            sql.add(")");
        } else if (criterion instanceof Criterion.AnyAmount amount) {
            exists(sql, "search_amount", amount.param());
            anyOf(sql, amount.tests(), CriterionSql::amount);
            sql.add(")");
        } else if (criterion instanceof Criterion.AnyText text) {
            exists(sql, "search_text", text.param());
            anyOf(sql, text.tests(), CriterionSql::text);
            sql.add(")");
        } else if (criterion instanceof Criterion.AnyTokenText text) {
            tokenText(sql, text);
        } else if (criterion instanceof Criterion.HasRows rows) {
            hasRows(sql, rows);
        } else if (criterion instanceof Criterion.InDocument document) {
            InDocumentSql.append(sql, document);
        } else if (criterion instanceof Criterion.AllOf all) {
            joined(sql, all.parts(), " AND ");
        } else if (criterion instanceof Criterion.AnyOf any) {
            joined(sql, any.parts(), " OR ");
        }
    }

    private static void joined(SqlText sql, List<Criterion> parts, String by) {
        sql.add("(");
        for (int i = 0; i < parts.size(); i++) {
            sql.add(i == 0 ? "" : by);
            append(sql, parts.get(i));
        }
        sql.add(")");
    }

    private static void hasRows(SqlText sql, Criterion.HasRows rows) {
        String table =
                switch (rows.kind()) {
                    case DATE -> "search_date";
                    case STRING -> "search_text";
                    default -> "search_amount";
                };
        sql.add(rows.wanted() ? "" : "NOT ")
                .add("EXISTS (SELECT 1 FROM " + table + " x WHERE x.tenant = $1 AND x.id = r.id")
                .add(" AND x.param = ")
                .value(rows.param())
                .add(")");
    }

    private static Long[] array(List<Long> terms) {
        return terms.toArray(Long[]::new);
    }

    private static void exists(SqlText sql, String table, short param) {
        sql.add("EXISTS (SELECT 1 FROM " + table + " x WHERE x.tenant = $1 AND x.id = r.id")
                .add(" AND x.param = ")
                .value(param)
                .add(" AND ");
    }

    interface Part<T> {
        void append(SqlText sql, T test);
    }

    static <T> void anyOf(SqlText sql, List<T> tests, Part<T> part) {
        sql.add("(");
        for (int i = 0; i < tests.size(); i++) {
            sql.add(i == 0 ? "" : " OR ");
            part.append(sql, tests.get(i));
        }
        sql.add(")");
    }

    private static void updatedWhen(SqlText sql, List<DateTest> tests) {
        anyOf(sql, tests, CriterionSql::updated);
    }

    /** The last change is a moment, not a range. */
    private static void updated(SqlText sql, DateTest test) {
        switch (test.comparison()) {
            case EQ, AP ->
                    sql.add("(r.last_updated >= ")
                            .value(test.low())
                            .add(" AND r.last_updated < ")
                            .value(test.high())
                            .add(")");
            case NE ->
                    sql.add("(r.last_updated < ")
                            .value(test.low())
                            .add(" OR r.last_updated >= ")
                            .value(test.high())
                            .add(")");
            case GT, SA -> sql.add("r.last_updated >= ").value(test.high());
            case GE -> sql.add("r.last_updated >= ").value(test.low());
            case LT, EB -> sql.add("r.last_updated < ").value(test.low());
            case LE -> sql.add("r.last_updated < ").value(test.high());
        }
    }

    static void date(SqlText sql, DateTest test) {
        switch (test.comparison()) {
            case EQ -> within(sql, test);
            case NE -> {
                sql.add("NOT ");
                within(sql, test);
            }
            case GT -> sql.add("x.high > ").value(test.high());
            case LT -> sql.add("x.low < ").value(test.low());
            case GE -> {
                sql.add("(x.high > ").value(test.high()).add(" OR ");
                within(sql, test);
                sql.add(")");
            }
            case LE -> {
                sql.add("(x.low < ").value(test.low()).add(" OR ");
                within(sql, test);
                sql.add(")");
            }
            case SA -> sql.add("x.low >= ").value(test.high());
            case EB -> sql.add("x.high <= ").value(test.low());
            case AP ->
                    sql.add("(x.low < ")
                            .value(test.high())
                            .add(" AND x.high > ")
                            .value(test.low())
                            .add(")");
        }
    }

    private static void within(SqlText sql, DateTest test) {
        sql.add("(x.low >= ").value(test.low()).add(" AND x.high <= ").value(test.high()).add(")");
    }

    static void amount(SqlText sql, AmountTest test) {
        BaseAmount base = test.base();
        if (base != null) {
            sql.add("(x.base = ").value(base.unit()).add(" AND ");
            bounds(sql, test.comparison(), base, "x.base_low", "x.base_high");
            sql.add(")");
            return;
        }
        BaseAmount written = new BaseAmount(null, test.value(), test.low(), test.high());
        sql.add("(");
        bounds(sql, test.comparison(), written, "x.low", "x.high");
        if (test.system() != null) {
            sql.add(" AND x.system = ").value(test.system());
        }
        if (test.code() != null) {
            sql.add(" AND (x.code = ").value(test.code());
            sql.add(" OR x.unit = ").value(test.code()).add(")");
        }
        sql.add(")");
    }

    private static void bounds(
            SqlText sql, Comparison comparison, BaseAmount amount, String low, String high) {
        switch (comparison) {
            case EQ ->
                    sql.add(low + " >= ")
                            .value(amount.low())
                            .add(" AND " + high + " < ")
                            .value(amount.high());
            case AP ->
                    sql.add(low + " < ")
                            .value(amount.high())
                            .add(" AND " + high + " >= ")
                            .value(amount.low());
            case NE ->
                    sql.add("(" + low + " < ")
                            .value(amount.low())
                            .add(" OR " + high + " >= ")
                            .value(amount.high())
                            .add(")");
            case GT -> sql.add(high + " > ").value(amount.value());
            case SA -> sql.add(low + " > ").value(amount.value());
            case GE -> sql.add(high + " >= ").value(amount.value());
            case LT -> sql.add(low + " < ").value(amount.value());
            case EB -> sql.add(high + " < ").value(amount.value());
            case LE -> sql.add(low + " <= ").value(amount.value());
        }
    }

    static void text(SqlText sql, TextTest test) {
        switch (test.match()) {
            case EXACT ->
                    // the folded text is what the index knows
                    sql.add("(x.folded = ")
                            .value(Folding.fold(test.text()))
                            .add(" AND x.exact = ")
                            .value(test.text())
                            .add(")");
            case STARTS ->
                    sql.add("x.folded LIKE ").value(pattern(Folding.fold(test.text())) + "%");
            case CONTAINS ->
                    sql.add("x.folded LIKE ").value("%" + pattern(Folding.fold(test.text())) + "%");
        }
    }

    private static void tokenText(SqlText sql, Criterion.AnyTokenText criterion) {
        sql.add("EXISTS (SELECT 1 FROM unnest(r.token_texts) x(written) WHERE ");
        anyOf(
                sql,
                criterion.tests(),
                (part, test) ->
                        part.add("x.written LIKE ").value(pattern(criterion.param(), test)));
        sql.add(")");
    }

    private static String pattern(short param, TextTest test) {
        String folded = Folding.fold(test.text());
        return switch (test.match()) {
            case EXACT -> pattern(Indexed.TokenText.written(param, folded));
            case STARTS -> pattern(Indexed.TokenText.written(param, folded)) + "%";
            case CONTAINS ->
                    pattern(Indexed.TokenText.written(param, "")) + "%" + pattern(folded) + "%";
        };
    }

    private static String pattern(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
