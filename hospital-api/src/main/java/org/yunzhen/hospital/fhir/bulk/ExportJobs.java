package org.yunzhen.hospital.fhir.bulk;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.yunzhen.hospital.access.Caller;
import org.yunzhen.hospital.store.Tx;

/** The rows of exports. One that has expired is not there any more, whether it is deleted yet. */
@ApplicationScoped
class ExportJobs {
    private static final String COLUMNS =
            """
            id, request, as_of, since, types, filters, of_patients, members, type_at, after_id,
            files, resources, ended_at, expires_at""";

    private static final String BEGIN =
            """
            INSERT INTO export (tenant, id, actor, role, request, as_of, since, types, filters,
                                of_patients, members)
            SELECT $1, $2, $3, $4, $5, $6::timestamptz, $7::timestamptz, $8::text[], $9::text[],
                   $10::boolean, $11::text[]
             WHERE (SELECT count(*) FROM export
                     WHERE tenant = $1 AND actor = $3 AND ended_at IS NULL) < $12""";

    private static final String FIND =
            "SELECT "
                    + COLUMNS
                    + " FROM export WHERE tenant = $1 AND id = $2 AND actor = $3 AND role = $4"
                    + " AND (expires_at IS NULL OR expires_at > now())";

    private static final String FILES =
            """
            SELECT number, type, cardinality(ids), deleted,
                   CASE WHEN $3 = 0 THEN '{}' ELSE patients END
              FROM export_file
             WHERE tenant = $1 AND export = $2 AND ($3 = 0 OR number = $3) ORDER BY number""";

    private static final String CANCEL = "DELETE FROM export WHERE tenant = $1 AND id = $2";

    private static final String WAITING =
            """
            SELECT tenant, id FROM export WHERE ended_at IS NULL
             ORDER BY attempts, begun_at LIMIT 1""";

    private static final String LOCK =
            "SELECT "
                    + COLUMNS
                    + " FROM export WHERE tenant = $1 AND id = $2 AND ended_at IS NULL FOR UPDATE";

    private static final String ADVANCE =
            """
            UPDATE export SET type_at = $3, after_id = $4, files = files + $5,
                              resources = resources + $6, attempts = 0, problem = NULL
             WHERE tenant = $1 AND id = $2""";

    private static final String COMPLETE =
            """
            UPDATE export SET ended_at = now(),
                              expires_at = now() + $3::bigint * interval '1 second'
             WHERE tenant = $1 AND id = $2""";

    private static final String FAIL =
            """
            UPDATE export SET attempts = attempts + 1, problem = left($3, 500),
                   ended_at = CASE WHEN attempts + 1 >= $4 THEN now() END,
                   expires_at = CASE WHEN attempts + 1 >= $4
                                     THEN now() + $5::bigint * interval '1 second' END
             WHERE tenant = $1 AND id = $2""";

    private static final String FORGET = "DELETE FROM export WHERE expires_at < now()";

    /** Whose work waits. */
    record Waiting(String tenant, String id) {}

    /**
     * A file as the manifest names it.
     *
     * @param deleted whether it names what was deleted
     * @param patients whom it is about, where one file was asked for
     */
    record File(int number, String type, int count, boolean deleted, List<String> patients) {}

    /** Writes a job down; false when the caller has too many under way. */
    Uni<Boolean> begin(Tx tx, Caller caller, ExportJob job, int underWayMax) {
        return tx.run(
                        BEGIN,
                        Arrays.asList(
                                tx.tenant(),
                                job.id(),
                                caller.actor(),
                                caller.role().code(),
                                job.request(),
                                job.asOf(),
                                job.since(),
                                job.types().toArray(String[]::new),
                                job.filters().toArray(String[]::new),
                                job.ofPatients(),
                                job.members() == null ? null : job.members().toArray(String[]::new),
                                (long) underWayMax))
                .map(rows -> rows.rowCount() == 1);
    }

    /** The caller's own job. */
    Uni<Optional<ExportJob>> find(Tx tx, Caller caller, String id) {
        return tx.run(FIND, tx.tenant(), id, caller.actor(), caller.role().code())
                .map(ExportJobs::first);
    }

    /** The files that are made, or the one of a number. */
    Uni<List<File>> files(Tx tx, String id, int number) {
        return tx.run(FILES, tx.tenant(), id, number)
                .map(
                        rows -> {
                            List<File> files = new ArrayList<>();
                            rows.forEach(row -> files.add(file(row)));
                            return files;
                        });
    }

    /** Ends a job and takes its files away. */
    Uni<Void> cancel(Tx tx, String id) {
        return tx.run(CANCEL, tx.tenant(), id).replaceWithVoid();
    }

    /** The job whose turn it is. */
    Uni<Optional<Waiting>> waiting(Tx tx) {
        return tx.run(WAITING)
                .map(
                        rows -> {
                            for (Row row : rows) {
                                return Optional.of(new Waiting(row.getString(0), row.getString(1)));
                            }
                            return Optional.empty();
                        });
    }

    /** A job under way, kept from others; empty when it was cancelled or ended meanwhile. */
    Uni<Optional<ExportJob>> lock(Tx tx, String id) {
        return tx.run(LOCK, tx.tenant(), id).map(ExportJobs::first);
    }

    /** Notes how far the work is. */
    Uni<Void> advance(Tx tx, ExportJob job, int typeAt, String afterId, int files, long resources) {
        return tx.run(ADVANCE, tx.tenant(), job.id(), typeAt, afterId, files, resources)
                .replaceWithVoid();
    }

    Uni<Void> complete(Tx tx, ExportJob job, Duration keptFor) {
        return tx.run(COMPLETE, tx.tenant(), job.id(), keptFor.toSeconds()).replaceWithVoid();
    }

    /** Notes that the work failed; after too many times it is given up. */
    Uni<Void> failed(Tx tx, String id, Throwable failure, Duration keptFor) {
        return tx.run(
                        FAIL,
                        tx.tenant(),
                        id,
                        failure.toString(),
                        ExportJob.ATTEMPTS_MAX,
                        keptFor.toSeconds())
                .replaceWithVoid();
    }

    /** Takes away what has expired. */
    Uni<Void> forget(Tx tx) {
        return tx.run(FORGET).replaceWithVoid();
    }

    private static Optional<ExportJob> first(RowSet<Row> rows) {
        for (Row row : rows) {
            return Optional.of(job(row));
        }
        return Optional.empty();
    }

    private static ExportJob job(Row row) {
        String[] members = row.getArrayOfStrings(7);
        return new ExportJob(
                row.getString(0),
                row.getString(1),
                row.getOffsetDateTime(2),
                row.getOffsetDateTime(3),
                List.of(row.getArrayOfStrings(4)),
                List.of(row.getArrayOfStrings(5)),
                row.getBoolean(6),
                members == null ? null : List.of(members),
                row.getInteger(8),
                row.getString(9),
                row.getInteger(10),
                row.getLong(11),
                row.getOffsetDateTime(12),
                row.getOffsetDateTime(13));
    }

    private static File file(Row row) {
        return new File(
                row.getInteger(0),
                row.getString(1),
                row.getInteger(2),
                row.getBoolean(3),
                List.of(row.getArrayOfStrings(4)));
    }
}
