package org.yunzhen.hospital.record;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.yunzhen.mappings.definition.RelativeReference;

/** Conditions on rows of the trail, gathered as SQL text with its values. */
final class TrailFilter {
    private final StringBuilder sql = new StringBuilder("tenant = $1");
    private final List<Object> values = new ArrayList<>();

    TrailFilter(String tenant) {
        values.add(tenant);
    }

    TrailFilter patients(List<String> ids) {
        return and("patients && %s::text[]", array(ids));
    }

    TrailFilter actors(List<String> references) {
        return and("actor = ANY(%s)", array(references));
    }

    TrailFilter resources(List<RelativeReference> any) {
        values.add(array(any.stream().map(RelativeReference::type).toList()));
        return and(
                "(type, resource_id) IN (SELECT * FROM unnest($"
                        + values.size()
                        + "::text[], %s::text[]))",
                array(any.stream().map(RelativeReference::id).toList()));
    }

    TrailFilter seq(List<Long> any) {
        return and("seq = ANY(%s)", any.toArray(Long[]::new));
    }

    TrailFilter before(Long seq) {
        return seq == null ? this : and("seq < %s", seq);
    }

    TrailFilter from(OffsetDateTime at) {
        return at == null ? this : and("at >= %s", at);
    }

    /** In one of these spans of time. */
    TrailFilter within(List<Span> any) {
        sql.append(" AND (")
                .append(any.stream().map(this::within).collect(Collectors.joining(" OR ")))
                .append(')');
        return this;
    }

    private String within(Span span) {
        List<String> bounds = new ArrayList<>();
        if (span.from() != null) {
            values.add(span.from());
            bounds.add("at >= $" + values.size());
        }
        if (span.until() != null) {
            values.add(span.until());
            bounds.add("at < $" + values.size());
        }
        return "(" + String.join(" AND ", bounds) + ")";
    }

    /**
     * A span of time.
     *
     * @param from null for ever before
     * @param until null for ever after
     */
    record Span(OffsetDateTime from, OffsetDateTime until) {}

    /**
     * One of these actions, or none of them.
     *
     * @param operations whether any operation is among them
     */
    TrailFilter actions(List<String> actions, boolean operations, boolean wanted) {
        return and(
                (wanted ? "" : "NOT ")
                        + "(action = ANY(%s)"
                        + (operations ? " OR action LIKE '$%%')" : ")"),
                array(actions));
    }

    /** One of these outcomes, or none of them. */
    TrailFilter outcomes(List<AuditOutcome> any, boolean wanted) {
        sql.append(wanted ? " AND (" : " AND NOT (")
                .append(
                        any.stream()
                                .map(AuditOutcome::condition)
                                .collect(Collectors.joining(" OR ")))
                .append(')');
        return this;
    }

    private static String[] array(List<String> texts) {
        return texts.toArray(String[]::new);
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
