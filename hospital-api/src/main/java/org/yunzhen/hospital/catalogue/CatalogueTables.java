package org.yunzhen.hospital.catalogue;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.yunzhen.hospital.store.Database;

/**
 * The catalogue's tables, kept in memory. A change by any node is seen within seconds: each node
 * asks for the tenants' version numbers and reloads what moved, and everything on a new day. The
 * rows are written by hand: one that cannot be read is left out and told in the log, for it must
 * neither keep the others back nor stop a start.
 */
@ApplicationScoped
class CatalogueTables implements CatalogueRows {
    /** As soon as the tables are there. */
    private static final int AFTER_INSTALLATION = 15;

    /** After the demo's content, before the first request. */
    private static final int AFTER_CONTENT = 40;

    private static final Duration START_PATIENCE = Duration.ofSeconds(30);
    private static final ZoneId BUSINESS_ZONE = ZoneId.of("Asia/Shanghai");
    private static final Current NOTHING = new Current(Map.of(), Map.of(), Map.of(), Map.of());
    private static final String MEDICINE = "medicine";
    private static final Logger LOG = Logger.getLogger(CatalogueTables.class);

    private static final String VERSIONS = "SELECT tenant, version FROM catalogue_version";

    /** The last version that has begun holds, or the entry has ended: no older one comes back. */
    private static final String KNOWN_ON =
            """
            SELECT DISTINCT ON (kind, code) kind, code, data, effective_until > $2
              FROM catalogue_entry WHERE tenant = $1 AND effective_from <= $2
             ORDER BY kind, code, version DESC""";

    /** What was read, and of which version and day it speaks. */
    private record Loaded(long version, LocalDate day, Current current) {}

    private final Database database;
    private final Map<String, Loaded> byTenant = new ConcurrentHashMap<>();
    private CompletableFuture<Void> begun;

    CatalogueTables(Database database) {
        this.database = database;
    }

    @Override
    public Current of(String tenant) {
        Loaded loaded = byTenant.get(tenant);
        return loaded == null ? NOTHING : loaded.current();
    }

    @Override
    public String edition(String tenant) {
        Loaded loaded = byTenant.get(tenant);
        return loaded == null ? "" : loaded.version() + "/" + loaded.day();
    }

    /** What is there already is read beside the rest of the start. */
    void begin(@Observes @Priority(AFTER_INSTALLATION) StartupEvent event) {
        begun = refresh().subscribeAsCompletionStage();
    }

    /** What was begun, and what came since. */
    void load(@Observes @Priority(AFTER_CONTENT) StartupEvent event) {
        Uni.createFrom().completionStage(begun).chain(this::refresh).await().atMost(START_PATIENCE);
    }

    @Scheduled(
            every = "2s",
            delayed = "2s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> follow() {
        return refresh()
                .onFailure()
                .invoke(failure -> LOG.debugf("the catalogue stays as it was: %s", failure))
                .onFailure()
                .recoverWithNull();
    }

    /** Reloads the tenants whose version moved or whose day has passed. */
    Uni<Void> refresh() {
        LocalDate today = LocalDate.now(BUSINESS_ZONE);
        return database.reads()
                .preparedQuery(VERSIONS)
                .execute()
                .onItem()
                .transformToMulti(rows -> Multi.createFrom().iterable(rows))
                .filter(row -> isStale(row.getString(0), row.getLong(1), today))
                .onItem()
                .transformToUniAndConcatenate(
                        row -> reload(row.getString(0), row.getLong(1), today))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private boolean isStale(String tenant, long version, LocalDate today) {
        Loaded loaded = byTenant.get(tenant);
        return loaded == null || loaded.version() != version || !loaded.day().equals(today);
    }

    private Uni<Void> reload(String tenant, long version, LocalDate today) {
        return database.reads()
                .preparedQuery(KNOWN_ON)
                .execute(Tuple.of(tenant, today))
                .map(rows -> current(tenant, rows))
                .invoke(current -> byTenant.put(tenant, new Loaded(version, today, current)))
                .replaceWithVoid();
    }

    private static Current current(String tenant, RowSet<Row> rows) {
        Map<String, Medicine> medicines = new HashMap<>();
        Map<String, Medicine> ended = new HashMap<>();
        Map<String, Diagnosis> diagnoses = new HashMap<>();
        Map<String, PriceItem> items = new HashMap<>();
        for (Row row : rows) {
            String kind = row.getString(0);
            String code = row.getString(1);
            boolean holds = row.getBoolean(3);
            if (!holds && !kind.equals(MEDICINE)) {
                continue;
            }
            try {
                JsonObject data = data(row);
                switch (kind) {
                    case MEDICINE -> (holds ? medicines : ended).put(code, Entries.medicine(data));
                    case "diagnosis" -> diagnoses.put(code, Entries.diagnosis(data));
                    default -> items.put(code, Entries.item(data));
                }
            } catch (IllegalArgumentException e) {
                LOG.errorf(
                        "catalogue_entry of tenant %s, kind %s, code %s is left out: %s",
                        tenant, kind, code, e.getMessage());
            }
        }
        return new Current(
                Map.copyOf(medicines), Map.copyOf(diagnoses), Map.copyOf(items), Map.copyOf(ended));
    }

    private static JsonObject data(Row row) {
        if (row.getValue(2) instanceof JsonObject data) {
            return data;
        }
        throw new IllegalArgumentException("data is no object");
    }
}
