package org.yunzhen.hospital.access;

import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/** The statements that append to the trail. */
final class TrailSql {
    static final String INSERT =
            """
            INSERT INTO trail (tenant, at, request_id, actor, role, relation, rule, purpose, action,
                               type, resource_id, version, patients, status, refusal, query)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)""";

    /** Arrays of one value each row; the patients of a row travel as one text, parted by spaces. */
    static final String INSERT_MANY =
            """
            INSERT INTO trail (tenant, at, request_id, actor, role, relation, rule, purpose, action,
                               type, resource_id, version, patients, status, refusal, query)
            SELECT u.tenant, u.at, u.request_id, u.actor, u.role, u.relation, u.rule, u.purpose,
                   u.action, u.type, u.resource_id, u.version,
                   string_to_array(u.patients, ' '), u.status, u.refusal, u.query
              FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::text[],
                          $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[],
                          $12::int[], $13::text[], $14::smallint[], $15::text[], $16::text[])
                AS u(tenant, at, request_id, actor, role, relation, rule, purpose, action, type,
                     resource_id, version, patients, status, refusal, query)""";

    private TrailSql() {}

    /** What {@link #INSERT} takes. */
    static List<Object> values(TrailEntry e) {
        return Arrays.asList(
                e.tenant(),
                e.at(),
                e.requestId(),
                e.actor(),
                e.role(),
                e.relation(),
                e.rule(),
                e.purpose(),
                e.action(),
                e.type(),
                e.id(),
                e.version(),
                e.patients().toArray(String[]::new),
                (short) e.status(),
                e.refusal(),
                e.query());
    }

    /** What {@link #INSERT_MANY} takes. */
    static List<Object> columns(List<TrailEntry> rows) {
        return Arrays.asList(
                column(rows, String[]::new, TrailEntry::tenant),
                column(rows, OffsetDateTime[]::new, TrailEntry::at),
                column(rows, String[]::new, TrailEntry::requestId),
                column(rows, String[]::new, TrailEntry::actor),
                column(rows, String[]::new, TrailEntry::role),
                column(rows, String[]::new, TrailEntry::relation),
                column(rows, String[]::new, TrailEntry::rule),
                column(rows, String[]::new, TrailEntry::purpose),
                column(rows, String[]::new, TrailEntry::action),
                column(rows, String[]::new, TrailEntry::type),
                column(rows, String[]::new, TrailEntry::id),
                column(rows, Integer[]::new, TrailEntry::version),
                column(rows, String[]::new, e -> String.join(" ", e.patients())),
                column(rows, Short[]::new, e -> (short) e.status()),
                column(rows, String[]::new, TrailEntry::refusal),
                column(rows, String[]::new, TrailEntry::query));
    }

    private static <T> T[] column(
            List<TrailEntry> rows, IntFunction<T[]> array, Function<TrailEntry, T> value) {
        return rows.stream().map(value).toArray(array);
    }
}
