package org.yunzhen.hospital.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** Versions of resources, the newest first: one statement a page, nothing kept between pages. */
@ApplicationScoped
public class History {
    private final UnderWay underWay;

    History(UnderWay underWay) {
        this.underWay = underWay;
    }

    /**
     * The first page, ended so that a follower who next asks from its newest version on misses
     * nothing: of the instants it covers no version can appear later. What was answered before is
     * on it, unless an older command lasts for seconds.
     */
    public Uni<List<Version>> settled(Tx tx, HistoryQuery query) {
        return underWay.settledUntil(tx)
                .chain(
                        instant ->
                                versions(tx, query)
                                        .chain(found -> settled(tx, query, found, instant)));
    }

    private Uni<List<Version>> settled(
            Tx tx, HistoryQuery query, List<Version> found, OffsetDateTime until) {
        if (found.isEmpty() || !found.get(0).stored().lastUpdated().isAfter(until)) {
            return Uni.createFrom().item(found);
        }
        return underWay.settled(tx).chain(instant -> versions(tx, query.until(instant)));
    }

    /** At most as many versions as a query's page has, and one more when there are more. */
    public Uni<List<Version>> versions(Tx tx, HistoryQuery query) {
        SqlText sql = HistorySql.page(tx, query);
        return tx.run(sql.text(), sql.values())
                .map(
                        rows -> {
                            List<Version> versions = new ArrayList<>(rows.size());
                            rows.forEach(row -> versions.add(version(row)));
                            return versions;
                        });
    }

    private static Version version(Row row) {
        Stored stored = Rows.stored(row);
        Integer putAnew = row.getInteger(HistorySql.PUT_ANEW);
        return new Version(stored, putAnew != null && putAnew == stored.version());
    }

    /** How many versions there are, on all pages. */
    public Uni<Long> total(Tx tx, HistoryQuery query) {
        SqlText sql = HistorySql.total(tx, query);
        return tx.run(sql.text(), sql.values()).map(rows -> rows.iterator().next().getLong(0));
    }
}
