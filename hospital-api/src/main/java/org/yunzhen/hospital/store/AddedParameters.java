package org.yunzhen.hospital.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.yunzhen.mappings.definition.AddedSearchParam.Part;
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
            SELECT number, type, code, kind, url, expression, targets, parts FROM tenant_parameter
             WHERE tenant = $1 AND resource_id = $2 AND until IS NULL""";

    private static final String CHANGE =
            """
            INSERT INTO parameter_generation (tenant, type, generation)
            SELECT $1, u.type, 1 FROM unnest($2::text[]) AS u(type) ORDER BY u.type
            ON CONFLICT (tenant, type) DO UPDATE
               SET generation = parameter_generation.generation + 1, noticed_at = NULL,
                   after_id = '', wanted = 0, done = 0, failed = 0""";

    /** What has no values in the index asks for no other index, but for a row to be known by. */
    private static final String KNOW =
            """
            INSERT INTO parameter_generation (tenant, type, generation, settled)
            SELECT $1, u.type, 1, 1 FROM unnest($2::text[]) AS u(type) ORDER BY u.type
            ON CONFLICT (tenant, type) DO NOTHING""";

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
                                          targets, parts, resource_id, since)
            SELECT $1, (SELECT min(n) FROM generate_series(20000, 32767) n
                         WHERE NOT EXISTS (SELECT 1 FROM tenant_parameter p
                                            WHERE p.tenant = $1 AND p.number = n)),
                   $2, $3, $4, $5, $6, $7, $8, $9,
                   CASE WHEN $4 = 'COMPOSITE' THEN 0 ELSE g.generation END
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

    /**
     * A search parameter of one type.
     *
     * @param parts of a composite, else empty
     */
    public record Definition(
            String type,
            String code,
            Kind kind,
            String url,
            String expression,
            List<String> targets,
            List<Part> parts) {}

    /** Parts as a row has them: the URL of each, and its expression. */
    static List<Part> parts(String[] column) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < column.length; i += 2) {
            parts.add(new Part(column[i], column[i + 1]));
        }
        return parts;
    }

    private static String[] column(List<Part> parts) {
        return parts.stream()
                .flatMap(part -> Stream.of(part.definitionUrl(), part.expression()))
                .toArray(String[]::new);
    }

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
                            List.of(row.getArrayOfStrings(6)),
                            parts(row.getArrayOfStrings(7))),
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
        List<Definition> changed = new ArrayList<>(begun);
        changed.addAll(ended.keySet());
        if (changed.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        tx.changesParameters(changed.stream().map(Definition::type).toList());
        return tx.run(CHANGE, tx.tenant(), types(changed, kind -> kind != Kind.COMPOSITE))
                .chain(() -> tx.run(KNOW, tx.tenant(), types(changed, Kind.COMPOSITE::equals)))
                .chain(() -> tx.run(END, tx.tenant(), ended.values().toArray(Short[]::new)))
                .chain(() -> InTurn.each(begun, one -> begin(tx, resourceId, one)));
    }

    private static String[] types(List<Definition> changed, Predicate<Kind> of) {
        return changed.stream()
                .filter(one -> of.test(one.kind()))
                .map(Definition::type)
                .distinct()
                .toArray(String[]::new);
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
                                        column(one.parts()),
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
