package org.yunzhen.hospital.access;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.yunzhen.hospital.store.Gathering;

/**
 * Writes the rows of reads and refusals of one event loop, many in one statement: under load they
 * share one flush to disk.
 */
final class TrailQueue {
    private static final int ROWS_PER_STATEMENT_MAX = 512;
    private static final int ROWS_WAITING_MAX = 20_000;

    /** Arrays of one value each row; the patients of a row travel as one text, parted by spaces. */
    private static final String INSERT_MANY =
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

    private final SqlClient client;
    private final Gathering<TrailEntry, Void> gathering;

    /** With a client of one connection that nobody else uses. */
    TrailQueue(SqlClient client) {
        this.client = client;
        this.gathering =
                new Gathering<>(
                        this::insert,
                        ROWS_PER_STATEMENT_MAX,
                        ROWS_WAITING_MAX,
                        () -> new TrailUnavailableException(null));
    }

    /** Completes when the row is durable; fails when it cannot be written or too many wait. */
    Uni<Void> write(TrailEntry entry) {
        return gathering.ask(entry);
    }

    private Uni<List<Void>> insert(List<TrailEntry> entries) {
        return client.preparedQuery(INSERT_MANY)
                .execute(columns(entries))
                .map(done -> Collections.<Void>nCopies(entries.size(), null))
                .onFailure()
                .transform(TrailUnavailableException::new);
    }

    private static Tuple columns(List<TrailEntry> batch) {
        return Tuple.tuple(
                Arrays.asList(
                        column(batch, String[]::new, TrailEntry::tenant),
                        column(batch, OffsetDateTime[]::new, TrailEntry::at),
                        column(batch, String[]::new, TrailEntry::requestId),
                        column(batch, String[]::new, TrailEntry::actor),
                        column(batch, String[]::new, TrailEntry::role),
                        column(batch, String[]::new, TrailEntry::relation),
                        column(batch, String[]::new, TrailEntry::rule),
                        column(batch, String[]::new, TrailEntry::purpose),
                        column(batch, String[]::new, TrailEntry::action),
                        column(batch, String[]::new, TrailEntry::type),
                        column(batch, String[]::new, TrailEntry::id),
                        column(batch, Integer[]::new, TrailEntry::version),
                        column(batch, String[]::new, e -> String.join(" ", e.patients())),
                        column(batch, Short[]::new, e -> (short) e.status()),
                        column(batch, String[]::new, TrailEntry::refusal),
                        column(batch, String[]::new, TrailEntry::query)));
    }

    private static <T> T[] column(
            List<TrailEntry> batch, IntFunction<T[]> array, Function<TrailEntry, T> value) {
        return batch.stream().map(value).toArray(array);
    }
}
