package org.yunzhen.hospital.record;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** Conditions on rows of the trail, gathered as SQL text with its values. */
final class TrailFilter {
    private final StringBuilder sql = new StringBuilder("tenant = $1");
    private final List<Object> values = new ArrayList<>();

    TrailFilter(String tenant) {
        values.add(tenant);
    }

    TrailFilter patient(String id) {
        return and("patients @> ARRAY[%s::text]", id);
    }

    TrailFilter actor(String reference) {
        return and("actor = %s", reference);
    }

    TrailFilter resource(String type, String id) {
        return and("type = %s", type).and("resource_id = %s", id);
    }

    TrailFilter seq(long seq) {
        return and("seq = %s", seq);
    }

    TrailFilter before(Long seq) {
        return seq == null ? this : and("seq < %s", seq);
    }

    TrailFilter from(OffsetDateTime at) {
        return at == null ? this : and("at >= %s", at);
    }

    TrailFilter until(OffsetDateTime at) {
        return and("at < %s", at);
    }

    TrailFilter actions(List<String> actions) {
        return and("action = ANY(%s)", actions.toArray(String[]::new));
    }

    /** Operations, beside the interactions named. */
    TrailFilter operationsOr(List<String> actions) {
        return and("(action LIKE '$%%' OR action = ANY(%s))", actions.toArray(String[]::new));
    }

    String sql() {
        return sql.toString();
    }

    /** Values in the order of the text; the next free place is one after their number. */
    List<Object> values() {
        return values;
    }

    private TrailFilter and(String condition, Object value) {
        values.add(value);
        sql.append(" AND ").append(condition.formatted("$" + values.size()));
        return this;
    }
}
