package org.yunzhen.hospital.store;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * The files of exports: lists of keys, whose documents are read a page at a time, on connections
 * that no command and no other read waits for.
 */
@ApplicationScoped
public class ExportFiles {
    private static final int CONNECTIONS = 2;
    private static final int PAGE_ROWS = 256;
    private static final long PAGE_BYTES = 512L * 1024;
    private static final char LINE_END = '\n';

    private static final String MAKE =
            """
            INSERT INTO export_file (tenant, export, number, type, ids, versions, deleted, patients)
            SELECT $1, $2, $3::int, $4, $5::text[], $6::int[], $7, ARRAY(
                SELECT DISTINCT p
                  FROM unnest($5::text[], $6::int[]) k(id, version)
                  CROSS JOIN LATERAL (
                      SELECT patients FROM resource r
                       WHERE r.tenant = $1 AND r.type = $4 AND r.id = k.id
                         AND r.version = k.version
                      UNION ALL
                      SELECT patients FROM resource_history h
                       WHERE h.tenant = $1 AND h.type = $4 AND h.id = k.id
                         AND h.version = k.version) v
                  CROSS JOIN unnest(v.patients) p)""";

    /** Documents up to a sum of bytes, and one at least; no row when there is no such file. */
    private static final String PAGE =
            """
            SELECT b.place, b.body FROM export_file f LEFT JOIN LATERAL (
                SELECT k.place, v.body,
                       sum(octet_length(v.body)) OVER (ORDER BY k.place) - octet_length(v.body)
                           AS before
                  FROM unnest(f.ids[$4:$5], f.versions[$4:$5])
                       WITH ORDINALITY k(id, version, place)
                  CROSS JOIN LATERAL (
                      SELECT r.body FROM resource r
                       WHERE r.tenant = $1 AND r.type = f.type AND r.id = k.id
                         AND r.version = k.version
                      UNION ALL
                      SELECT h.body FROM resource_history h
                       WHERE h.tenant = $1 AND h.type = f.type AND h.id = k.id
                         AND h.version = k.version) v) b ON b.before < $6
             WHERE f.tenant = $1 AND f.export = $2 AND f.number = $3 ORDER BY b.place""";

    /** The same of a file of what was deleted: for each a transaction that deletes it. */
    private static final String PAGE_OF_DELETED =
            """
            SELECT b.place, convert_to(
                       '{"resourceType":"Bundle","type":"transaction","entry":[{"request":'
                       || '{"method":"DELETE","url":"' || f.type || '/' || b.id || '"}}]}', 'UTF8')
              FROM export_file f
              LEFT JOIN LATERAL unnest(f.ids[$4:$5]) WITH ORDINALITY b(id, place) ON true
             WHERE f.tenant = $1 AND f.export = $2 AND f.number = $3 ORDER BY b.place""";

    private final SqlClient client;

    ExportFiles(Database database) {
        this.client = database.pipelined("export", CONNECTIONS);
    }

    /**
     * A page of a file.
     *
     * @param lines documents as they are stored, each with the end of its line
     * @param next place from which the file goes on
     */
    public record Page(Buffer lines, int next) {}

    /**
     * Which file of an export.
     *
     * @param type of which it tells
     * @param deleted whether it names what was deleted
     */
    public record Name(String export, int number, String type, boolean deleted) {}

    /** Writes down what a file consists of. */
    public Uni<Void> make(Tx tx, Name file, List<Snapshots.Key> keys) {
        return tx.run(
                        MAKE,
                        tx.tenant(),
                        file.export(),
                        file.number(),
                        file.type(),
                        keys.stream().map(Snapshots.Key::id).toArray(String[]::new),
                        keys.stream().map(Snapshots.Key::version).toArray(Integer[]::new),
                        file.deleted())
                .replaceWithVoid();
    }

    /**
     * The documents of a file from a place on; the first place is 1. Fails when the export was
     * cancelled or has expired meanwhile: half a file must not look like a whole one.
     */
    public Uni<Page> page(String tenant, Name file, int from) {
        int to = from + PAGE_ROWS - 1;
        Tuple values = Tuple.of(tenant, file.export(), file.number(), from, to);
        return client.preparedQuery(file.deleted() ? PAGE_OF_DELETED : PAGE)
                .execute(file.deleted() ? values : values.addLong(PAGE_BYTES))
                .map(rows -> page(rows, from));
    }

    /** What was expunged since is passed over. */
    private static Page page(RowSet<Row> rows, int from) {
        Buffer lines = Buffer.buffer();
        int next = from + PAGE_ROWS;
        if (rows.size() == 0) {
            throw new RefusedException(Refusal.NOT_FOUND);
        }
        for (Row row : rows) {
            if (row.getLong(0) == null) {
                break;
            }
            lines.appendBuffer(row.getBuffer(1).getDelegate()).appendByte((byte) LINE_END);
            next = from + row.getLong(0).intValue();
        }
        return new Page(lines, next);
    }

    @PreDestroy
    void close() {
        client.closeAndForget();
    }
}
