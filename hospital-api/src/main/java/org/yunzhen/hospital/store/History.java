package org.yunzhen.hospital.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Versions of resources, the newest first: one statement a page, nothing kept between pages. */
@ApplicationScoped
public class History {
    /** At most as many versions as a query's page has, and one more when there are more. */
    public Uni<List<Stored>> versions(Tx tx, HistoryQuery query) {
        SqlText sql = HistorySql.page(tx, query);
        return tx.run(sql.text(), sql.values())
                .map(
                        rows -> {
                            List<Stored> versions = new ArrayList<>(rows.size());
                            rows.forEach(row -> versions.add(Rows.stored(row)));
                            return versions;
                        });
    }

    /** How many versions there are, on all pages. */
    public Uni<Long> total(Tx tx, HistoryQuery query) {
        SqlText sql = HistorySql.total(tx, query);
        return tx.run(sql.text(), sql.values()).map(rows -> rows.iterator().next().getLong(0));
    }
}
