package org.yunzhen.hospital.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Where a command's or a read's statements run: for a command one open transaction, handed from
 * step to step, so that nobody fetches a second connection. All statements of one {@code Tx} speak
 * for one tenant and carry one instant.
 */
public final class Tx {
    private final SqlClient client;
    private final SqlClient onePlan;
    private final String tenant;
    private final OffsetDateTime now;
    private final boolean open;
    private final Set<String> announced = new HashSet<>();
    private final Set<String> withChangedParameters = new HashSet<>();
    private Object carried;
    private boolean ended;

    /** With {@code open} for a transaction, without for statements that stand for themselves. */
    Tx(SqlClient client, SqlClient onePlan, String tenant, boolean open) {
        this.client = client;
        this.onePlan = onePlan;
        this.open = open;
        this.tenant = tenant;
        this.now = Instant.now().truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
    }

    /** The tenant everything in this transaction belongs to. */
    public String tenant() {
        return tenant;
    }

    /** The one instant of the transaction, in UTC, to the millisecond as FHIR's instants are. */
    public OffsetDateTime now() {
        return now;
    }

    /**
     * Tells that it commits or rolls back: what is asked of it later would run outside of it, and
     * fails.
     */
    void end() {
        ended = true;
    }

    /** Whether it may have written what nobody else sees yet. */
    public boolean isOpen() {
        return open;
    }

    /** Tells that this transaction will have written these before it commits, as Type/id. */
    public void announce(Collection<String> references) {
        announced.addAll(references);
    }

    /** Whether this transaction will have written a resource before it commits. */
    public boolean isAnnounced(String reference) {
        return announced.contains(reference);
    }

    /**
     * Tells that it changes the search parameters of types: what it writes of them itself is
     * indexed in the background.
     */
    void changesParameters(Collection<String> types) {
        withChangedParameters.addAll(types);
    }

    boolean hasChangedParameters() {
        return !withChangedParameters.isEmpty();
    }

    boolean hasChangedParameters(String type) {
        return withChangedParameters.contains(type);
    }

    /** Gives the work something that outlives this attempt. */
    public void carry(Object companion) {
        carried = companion;
    }

    /** What was given along, if it is of this kind. */
    public <T> Optional<T> carried(Class<T> kind) {
        return kind.isInstance(carried) ? Optional.of(kind.cast(carried)) : Optional.empty();
    }

    /** Runs one prepared statement; statements issued without waiting share a round trip. */
    public Uni<RowSet<Row>> run(String sql, Object... values) {
        return run(sql, List.of(values));
    }

    /** Like {@link #run}, where a value may be null. */
    public Uni<RowSet<Row>> run(String sql, List<Object> values) {
        return stillOpen(() -> client.preparedQuery(sql).execute(Tuple.tuple(values)));
    }

    /** Runs a statement that is best planned once, whatever its values. */
    Uni<RowSet<Row>> runByOnePlan(String sql, List<Object> values) {
        return stillOpen(() -> onePlan.preparedQuery(sql).execute(Tuple.tuple(values)));
    }

    /** Runs one prepared statement for many rows of values in one round trip. */
    public Uni<RowSet<Row>> batch(String sql, List<List<Object>> rows) {
        return stillOpen(
                () ->
                        client.preparedQuery(sql)
                                .executeBatch(rows.stream().map(Tuple::tuple).toList()));
    }

    /** Looks when the statement is sent: what is sent when, only its subscriber knows. */
    private Uni<RowSet<Row>> stillOpen(Supplier<Uni<? extends RowSet<Row>>> statement) {
        return Uni.createFrom()
                .deferred(
                        () -> {
                            if (ended) {
                                throw new IllegalStateException("the transaction has ended");
                            }
                            return statement.get();
                        });
    }
}
