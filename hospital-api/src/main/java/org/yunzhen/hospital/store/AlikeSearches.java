package org.yunzhen.hospital.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Asks searches of one event loop together that differ in their values alone: one statement for
 * many costs PostgreSQL less than one for each. Each search has rows of its own, and is asked by
 * itself when the common statement fails, so that none fails for another's sake.
 */
final class AlikeSearches {
    /** So that what is waited for, and held until it has come, stays small. */
    private static final int AT_ONCE_MAX = 16;

    private static final int WAITING_MAX = 20_000;

    /** An application asks in some ways, over and over; the statement of each is kept prepared. */
    private static final int SHAPES_MAX = 128;

    private final Database database;
    private final Map<String, Gathering<List<Object>, Uni<List<Row>>>> byText =
            new ConcurrentHashMap<>();

    AlikeSearches(Database database) {
        this.database = database;
    }

    /** The rows of a search; values that stand in the same text are of the same kinds. */
    Uni<List<Row>> rows(String sql, List<Object> values) {
        return gathering(sql, values)
                .map(alike -> alike.ask(values).chain(rows -> rows))
                .orElseGet(() -> alone(sql, values));
    }

    private Optional<Gathering<List<Object>, Uni<List<Row>>>> gathering(
            String sql, List<Object> values) {
        Gathering<List<Object>, Uni<List<Row>>> known = byText.get(sql);
        if (known != null || byText.size() >= SHAPES_MAX) {
            return Optional.ofNullable(known);
        }
        return AlikeSql.of(sql, values)
                .map(alike -> byText.computeIfAbsent(sql, text -> gathering(alike)));
    }

    private Gathering<List<Object>, Uni<List<Row>>> gathering(AlikeSql alike) {
        return new Gathering<>(
                searches -> ask(alike, searches),
                AT_ONCE_MAX,
                WAITING_MAX,
                () -> new RefusedException(Refusal.OVERLOADED));
    }

    private Uni<List<Uni<List<Row>>>> ask(AlikeSql alike, List<List<Object>> searches) {
        return searches.size() == 1
                ? Uni.createFrom().item(eachAlone(alike, searches))
                : Uni.createFrom()
                        .deferred(() -> together(alike, searches))
                        .onFailure()
                        .recoverWithItem(() -> eachAlone(alike, searches));
    }

    private Uni<List<Uni<List<Row>>>> together(AlikeSql alike, List<List<Object>> searches) {
        return database.searches()
                .preparedQuery(alike.together())
                .execute(Tuple.tuple(alike.columns(searches)))
                .map(rows -> alike.parted(rows, searches.size()))
                .map(all -> all.stream().map(rows -> Uni.createFrom().item(rows)).toList());
    }

    private List<Uni<List<Row>>> eachAlone(AlikeSql alike, List<List<Object>> searches) {
        return searches.stream().map(values -> alone(alike.alone(), values)).toList();
    }

    private Uni<List<Row>> alone(String sql, List<Object> values) {
        return database.searches()
                .preparedQuery(sql)
                .execute(Tuple.tuple(values))
                .map(
                        rows -> {
                            List<Row> found = new ArrayList<>(rows.size());
                            rows.forEach(found::add);
                            return found;
                        });
    }
}
