package org.yunzhen.hospital.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.yunzhen.mappings.definition.SearchParam.Kind;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** What a tenant's SearchParameters say, written down in the transaction that writes them. */
@ApplicationScoped
public class AddedParameters {
    /** Each costs a write of the type something. */
    static final int OF_TYPE_MAX = 50;

    /** One change of a tenant after the other, so that numbers and codes are given once. */
    private static final String LOCK =
            "SELECT pg_advisory_xact_lock(hashtextextended('search parameters of ' || $1, 0))";

    private static final String IN_FORCE =
            """
            SELECT number, type, code, kind, url, expression, targets FROM tenant_parameter
             WHERE tenant = $1 AND resource_id = $2 AND until IS NULL""";

    private static final String CHANGE =
            """
            INSERT INTO parameter_generation (tenant, type, generation)
            SELECT $1, u.type, 1 FROM unnest($2::text[]) AS u(type) ORDER BY u.type
            ON CONFLICT (tenant, type) DO UPDATE
               SET generation = parameter_generation.generation + 1, noticed_at = NULL,
                   after_id = '', wanted = 0, done = 0, failed = 0""";

    private static final String END =
            """
            UPDATE tenant_parameter p SET until = g.generation, ended_at = now()
              FROM parameter_generation g
             WHERE p.tenant = $1 AND p.number = ANY($2::smallint[])
               AND g.tenant = p.tenant AND g.type = p.type""";

    private static final String OTHERS =
            """
            SELECT count(*), count(*) FILTER (WHERE code = $3) FROM tenant_parameter
             WHERE tenant = $1 AND type = $2 AND until IS NULL""";

    private static final String ADD =
            """
            INSERT INTO tenant_parameter (tenant, number, type, code, kind, url, expression,
                                          targets, resource_id, since)
            SELECT $1, (SELECT min(n) FROM generate_series(20000, 32767) n
                         WHERE NOT EXISTS (SELECT 1 FROM tenant_parameter p
                                            WHERE p.tenant = $1 AND p.number = n)),
                   $2, $3, $4, $5, $6, $7, $8, g.generation
              FROM parameter_generation g WHERE g.tenant = $1 AND g.type = $2""";

    private static final String PROGRESS =
            """
            SELECT p.type, p.code, p.since <= g.settled, g.wanted, g.done, g.failed
              FROM tenant_parameter p
              JOIN parameter_generation g ON g.tenant = p.tenant AND g.type = p.type
             WHERE p.tenant = $1 AND p.resource_id = $2 AND p.until IS NULL ORDER BY p.type""";

    private final TenantParameters parameters;

    AddedParameters(TenantParameters parameters) {
        this.parameters = parameters;
    }

    /** A search parameter of one type. */
    public record Definition(
            String type,
            String code,
            Kind kind,
            String url,
            String expression,
            List<String> targets) {}

    /**
     * How far the resources of a type are indexed by a parameter.
     *
     * @param complete whether it can be searched by
     * @param wanted how many resources there were to do when the job began, 0 before it has
     */
    public record Progress(
            String type, String code, boolean complete, long wanted, long done, long failed) {}

    /**
     * Makes these the parameters of a SearchParameter: what it defined before and does no longer
     * ends, what is new begins, and the index of the types follows.
     *
     * @throws RefusedException 422 for a code that is taken, and for too many of a type
     */
    public Uni<Void> keep(Tx tx, String resourceId, List<Definition> wanted) {
        return tx.run(LOCK, tx.tenant())
                // from here on nobody else changes them: what else this transaction writes is safe
                .chain(() -> parameters.refresh(tx))
                .chain(() -> tx.run(IN_FORCE, tx.tenant(), resourceId))
                .chain(rows -> change(tx, resourceId, inForce(rows), wanted));
    }

    private static Map<Definition, Short> inForce(RowSet<Row> rows) {
        Map<Definition, Short> found = new HashMap<>();
        for (Row row : rows) {
            found.put(
                    new Definition(
                            row.getString(1),
                            row.getString(2),
                            Kind.valueOf(row.getString(3)),
                            row.getString(4),
                            row.getString(5),
                            List.of(row.getArrayOfStrings(6))),
                    row.getShort(0));
        }
        return found;
    }

    private Uni<Void> change(
            Tx tx, String resourceId, Map<Definition, Short> before, List<Definition> wanted) {
        List<Definition> begun = new ArrayList<>(wanted);
        begun.removeAll(before.keySet());
        Map<Definition, Short> ended = new HashMap<>(before);
        wanted.forEach(ended::remove);
        Set<String> types = new TreeSet<>();
        begun.forEach(one -> types.add(one.type()));
        ended.keySet().forEach(one -> types.add(one.type()));
        if (types.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        tx.changesParameters(types);
        return tx.run(CHANGE, tx.tenant(), types.toArray(String[]::new))
                .chain(() -> tx.run(END, tx.tenant(), ended.values().toArray(Short[]::new)))
                .chain(() -> InTurn.each(begun, one -> begin(tx, resourceId, one)));
    }

    private Uni<Void> begin(Tx tx, String resourceId, Definition one) {
        return tx.run(OTHERS, tx.tenant(), one.type(), one.code())
                .invoke(rows -> refuseTaken(one, rows.iterator().next()))
                .chain(
                        () ->
                                tx.run(
                                        ADD,
                                        tx.tenant(),
                                        one.type(),
                                        one.code(),
                                        one.kind().name(),
                                        one.url(),
                                        one.expression(),
                                        one.targets().toArray(String[]::new),
                                        resourceId))
                .replaceWithVoid();
    }

    private static void refuseTaken(Definition one, Row others) {
        if (others.getLong(1) > 0) {
            throw new RefusedException(Refusal.SEARCH_PARAMETER_TAKEN, one.type(), one.code())
                    .at("SearchParameter.code");
        }
        if (others.getLong(0) >= OF_TYPE_MAX) {
            throw new RefusedException(Refusal.TOO_MANY_SEARCH_PARAMETERS, one.type(), OF_TYPE_MAX);
        }
    }

    /**
     * How far the index is for what a SearchParameter defines; nothing where it is not in force.
     */
    public Uni<List<Progress>> progress(Tx tx, String resourceId) {
        return tx.run(PROGRESS, tx.tenant(), resourceId)
                .map(
                        rows -> {
                            List<Progress> all = new ArrayList<>();
                            rows.forEach(row -> all.add(progress(row)));
                            return all;
                        });
    }

    private static Progress progress(Row row) {
        return new Progress(
                row.getString(0),
                row.getString(1),
                row.getBoolean(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5));
    }
}
