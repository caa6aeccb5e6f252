package org.yunzhen.hospital.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.yunzhen.hospital.store.AddedParameter.OfType;
import org.yunzhen.mappings.definition.SearchParam.Kind;

/**
 * The search parameters that each tenant has added, in memory. Every node asks for them every two
 * seconds; a write that knows too few is refused by the database and asks at once, and so does a
 * search that names one, or something unknown. Nothing else waits for the database.
 */
@ApplicationScoped
public class TenantParameters {
    private static final Duration START_MAX = Duration.ofSeconds(30);

    private static final String OF_ALL =
            """
            SELECT g.tenant, g.type, g.generation, g.settled, p.number, p.code, p.kind, p.url,
                   p.expression, p.targets, p.parts, p.since, p.until IS NOT NULL
              FROM parameter_generation g
              LEFT JOIN tenant_parameter p ON p.tenant = g.tenant AND p.type = g.type
            """;

    private static final String ALL = OF_ALL + " ORDER BY g.tenant, g.type, p.number";

    private static final String OF_TENANT =
            OF_ALL + " WHERE g.tenant = $1 ORDER BY g.type, p.number";

    private final Database database;
    private final Map<String, Parameters> byTenant = new ConcurrentHashMap<>();

    TenantParameters(Database database) {
        this.database = database;
    }

    /** Asks before the first request. */
    public void load() {
        refresh().await().atMost(START_MAX);
    }

    /** Those of a tenant, as far as this node knows. */
    public Parameters of(String tenant) {
        return byTenant.getOrDefault(tenant, Parameters.R4);
    }

    /** Asks for those of all tenants. */
    Uni<Void> refresh() {
        return database.reads()
                .preparedQuery(ALL)
                .execute()
                .invoke(
                        rows -> {
                            Map<String, Map<String, OfType>> found = read(rows);
                            Set<String> tenants = new HashSet<>(byTenant.keySet());
                            tenants.addAll(found.keySet());
                            tenants.forEach(t -> use(t, found.getOrDefault(t, Map.of())));
                        })
                .replaceWithVoid();
    }

    /**
     * Asks for those of one tenant. A transaction that changes them asked before, see {@link
     * AddedParameters}; what it would see now may never be committed.
     *
     * @return whether they are others than were known
     */
    public Uni<Boolean> refresh(Tx tx) {
        return refresh(tx, tx.tenant());
    }

    /**
     * Those that the transaction's tenant has, what the transaction itself has written included.
     */
    public Uni<Parameters> within(Tx tx) {
        return tx.run(OF_TENANT, tx.tenant())
                .map(rows -> new Parameters(read(rows).getOrDefault(tx.tenant(), Map.of())));
    }

    Uni<Boolean> refresh(Tx tx, String tenant) {
        if (tx.hasChangedParameters()) {
            return Uni.createFrom().item(false);
        }
        return tx.run(OF_TENANT, tenant)
                .map(rows -> use(tenant, read(rows).getOrDefault(tenant, Map.of())));
    }

    /** Whether any tenant has some of before, or whose index is not complete. */
    boolean haveWork() {
        return byTenant.values().stream()
                .anyMatch(
                        of ->
                                of.haveEnded()
                                        || of.rows().values().stream()
                                                .anyMatch(t -> t.settled() < t.generation()));
    }

    private boolean use(String tenant, Map<String, OfType> rows) {
        if (of(tenant).rows().equals(rows)) {
            return false;
        }
        byTenant.put(tenant, new Parameters(rows));
        return true;
    }

    private static Map<String, Map<String, OfType>> read(RowSet<Row> rows) {
        Map<String, Map<String, OfType>> found = new HashMap<>();
        for (Row row : rows) {
            OfType of =
                    found.computeIfAbsent(row.getString(0), t -> new HashMap<>())
                            .computeIfAbsent(
                                    row.getString(1),
                                    t ->
                                            new OfType(
                                                    row.getInteger(2),
                                                    row.getInteger(3),
                                                    new ArrayList<>()));
            if (row.getShort(4) != null) {
                of.added().add(added(row));
            }
        }
        return found;
    }

    private static AddedParameter added(Row row) {
        return new AddedParameter(
                row.getShort(4),
                row.getString(5),
                Kind.valueOf(row.getString(6)),
                row.getString(7),
                row.getString(8),
                List.of(row.getArrayOfStrings(9)),
                AddedParameters.parts(row.getArrayOfStrings(10)),
                row.getInteger(11),
                row.getBoolean(12));
    }
}
