package org.yunzhen.hospital.store;

import java.util.ArrayList;
import java.util.List;
import org.yunzhen.hospital.store.SearchQuery.Narrowing;

/** All conditions of a search and what its caller may see, behind those on tenant and type. */
final class ConditionsSql {
    /**
     * Keeps the planner from walking the type in the wished order until it has found a page: of a
     * term that it does not know it expects thousands, and where there are twenty among a million
     * it would read them all.
     */
    static final String FENCE = " OFFSET 0) r WHERE true";

    /** The type, which follows as a value. */
    static final String OF_TYPE = "r.tenant = $1 AND r.type = ";

    /**
     * The same for the way to the rows: written so that no index but that of the terms can serve
     * it, for a plan that knows no values may take the key, or the time, for as good.
     */
    static final String BY_TERMS_ALONE = "r.tenant || '' = $1 AND r.type || '' = ";

    private ConditionsSql() {}

    /** Whether only few resources can match, by the nature of what is asked or may be seen. */
    static boolean areFew(List<Criterion> criteria, Narrowing narrowing) {
        return !narrowing.everything()
                || criteria.stream().anyMatch(c -> c instanceof Criterion.AnyTerm any && any.few());
    }

    /** Whether no other index than that of the terms could serve one of them. */
    static boolean areByTermsAlone(List<Criterion> criteria) {
        return criteria.stream()
                .allMatch(
                        c ->
                                c instanceof Criterion.AnyTerm
                                        || c instanceof Criterion.NoTerm
                                        || c instanceof Criterion.AnyTokenText);
    }

    static void append(SqlText sql, List<Criterion> criteria, Narrowing narrowing) {
        sql.add(" AND NOT r.deleted");
        List<Long> every = new ArrayList<>();
        List<Criterion> last = new ArrayList<>();
        for (Criterion criterion : criteria) {
            if (criterion instanceof Criterion.AnyTerm any && any.terms().size() == 1) {
                every.addAll(any.terms());
            } else if (criterion instanceof Criterion.InDocument
                    || criterion instanceof Criterion.AnyTokenText) {
                last.add(criterion);
            } else {
                sql.add(" AND ");
                CriterionSql.append(sql, criterion);
            }
        }
        if (!every.isEmpty()) {
            sql.add(" AND r.terms @> ").value(every.toArray(Long[]::new));
        }
        narrow(sql, narrowing);
        for (Criterion criterion : last) {
            sql.add(" AND ");
            CriterionSql.append(sql, criterion);
        }
    }

    /** Among what the caller may see. */
    static void narrow(SqlText sql, Narrowing narrowing) {
        if (narrowing.everything()) {
            return;
        }
        sql.add(" AND r.terms && (").value(narrowing.terms().toArray(Long[]::new));
        sql.add("::bigint[]");
        if (!narrowing.relationsOf().isEmpty()) {
            related(sql.add(" || "), "term", narrowing.relationsOf());
        }
        sql.add(")");
    }

    /** What a column says of the care relations that somebody has now, as an array. */
    static void related(SqlText sql, String column, List<String> actors) {
        sql.add("ARRAY(SELECT c." + column + " FROM care_relation c WHERE c.tenant = $1")
                .add(" AND c.actor = ANY(")
                .value(actors.toArray(String[]::new))
                .add(") AND c.valid_from <= now() AND c.valid_until > now())");
    }
}
