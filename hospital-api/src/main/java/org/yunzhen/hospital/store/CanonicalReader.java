package org.yunzhen.hospital.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds definitions by their canonical address (R4 section 2.1.0.10), one index probe each. */
@ApplicationScoped
public class CanonicalReader {
    private static final String FIND =
            """
            SELECT id, version FROM resource
             WHERE tenant = $1 AND type = $2 AND terms @> $3::bigint[] AND NOT deleted
             ORDER BY last_updated DESC, id LIMIT 1""";

    private final SearchTerms terms;

    CanonicalReader(SearchTerms terms) {
        this.terms = terms;
    }

    /** The current version of what was found; its document is not read. */
    public record Named(String id, int version) {}

    /**
     * The definition that a tenant stored under an address; of several the one that was changed
     * last.
     *
     * @param version business version, or null for any
     */
    public Uni<Optional<Named>> find(Tx tx, String type, String url, String version) {
        List<Long> wanted = new ArrayList<>();
        wanted.add(terms.uri(tx.tenant(), type, "url", url));
        if (version != null) {
            wanted.add(terms.code(tx.tenant(), type, "version", version));
        }
        return tx.run(FIND, tx.tenant(), type, wanted.toArray(Long[]::new))
                .map(CanonicalReader::first);
    }

    private static Optional<Named> first(RowSet<Row> rows) {
        var found = rows.iterator();
        if (!found.hasNext()) {
            return Optional.empty();
        }
        Row row = found.next();
        return Optional.of(new Named(row.getString(0), row.getInteger(1)));
    }
}
