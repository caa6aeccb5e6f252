package org.yunzhen.hospital.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.definition.RelativeReference;
import org.yunzhen.mappings.index.DateRange;

/** Reads across types what stands in one patient's compartment, one index probe a page. */
@ApplicationScoped
public class CompartmentReader {
    /** The patient's own resource first, then by type and id. */
    private static final String ORDER = " ORDER BY type <> 'Patient', type, id LIMIT $8";

    private static final String FOUND =
            "SELECT "
                    + DocumentSql.COLUMNS
                    + " FROM resource "
                    + """
                     WHERE tenant = $1 AND terms @> ARRAY[$2::bigint] AND $3 = ANY(patients)
                       AND type = ANY($4) AND NOT deleted AND last_updated >= $5
                       AND (type <> 'Patient', type, id) > ($6::text <> 'Patient', $6, $7)""";

    private static final String PAGE = FOUND + ORDER;

    /** Of what has a date of its care only what has one in that time. */
    private static final String PAGE_OF_CARE =
            FOUND
                    + """

                     AND (SELECT bool_or(x.low < $12 AND x.high > $11)
                            FROM unnest($9::text[], $10::smallint[]) care(type, param)
                            JOIN search_date x ON x.tenant = $1 AND x.id = resource.id
                                              AND x.param = care.param
                           WHERE care.type = resource.type) IS NOT FALSE"""
                    + ORDER;

    /** What of a patient's refers to a visit, the visit and the patient; in the same order. */
    private static final String VISIT_PAGE =
            "SELECT "
                    + DocumentSql.COLUMNS
                    + " FROM resource "
                    + """
                     WHERE tenant = $1 AND terms @> ARRAY[$2::bigint] AND $3 = ANY(patients)
                       AND type = ANY($4) AND NOT deleted AND last_updated >= $5
                       AND (type <> 'Patient', type, id) > ($6::text <> 'Patient', $6, $7)
                       AND (terms && $9::bigint[] OR type = 'Patient' AND id = $3
                            OR type = 'Encounter' AND id = $10)
                     ORDER BY type <> 'Patient', type, id LIMIT $8""";

    private static final String LATEST =
            "SELECT "
                    + DocumentSql.COLUMNS
                    + " FROM resource "
                    + """
                     WHERE tenant = $1 AND terms @> ARRAY[$2::bigint] AND $3 = ANY(patients)
                       AND type = $4 AND NOT deleted
                     ORDER BY date_low DESC NULLS LAST, id DESC LIMIT $5""";

    private static final String NAMED =
            "SELECT "
                    + DocumentSql.COLUMNS
                    + " FROM resource "
                    + """
                     JOIN unnest($2::text[], $3::text[]) named(of_type, of_id)
                       ON type = of_type AND id = of_id
                     WHERE tenant = $1 AND NOT deleted AND last_updated >= $4
                     ORDER BY type, id""";

    private static final OffsetDateTime EVER = OffsetDateTime.parse("0001-01-01T00:00:00Z");

    private final SearchTerms terms;
    private final ParameterNumbers numbers;

    CompartmentReader(SearchTerms terms, ParameterNumbers numbers) {
        this.terms = terms;
        this.numbers = numbers;
    }

    /**
     * Where a page ended.
     *
     * @param type of the last resource
     * @param id of the last resource
     */
    public record After(String type, String id) {
        /** Before everything. */
        public static final After NOTHING = new After("Patient", "");
    }

    /**
     * What of a record is wanted.
     *
     * @param since only what changed from then on, or null
     * @param care only what is about care given in that time, or does not say when; or null
     */
    public record Wanted(Collection<String> types, OffsetDateTime since, DateRange care) {
        /** All of some types. */
        public static Wanted of(Collection<String> types) {
            return new Wanted(types, null, null);
        }
    }

    /** What is wanted of a patient's record, in the order of {@link After}. */
    public Uni<List<Stored>> page(Tx tx, String patient, Wanted wanted, After after, int count) {
        List<Object> values =
                new ArrayList<>(
                        List.of(
                                tx.tenant(),
                                terms.compartment(tx.tenant(), patient),
                                patient,
                                wanted.types().toArray(String[]::new),
                                wanted.since() == null ? EVER : wanted.since(),
                                after.type(),
                                after.id(),
                                count));
        DateRange care = wanted.care();
        if (care != null) {
            List<String> dated = CareDates.among(wanted.types());
            values.add(dated.toArray(String[]::new));
            values.add(dated.stream().map(this::careDate).toArray(Short[]::new));
            values.add(care.low().atOffset(ZoneOffset.UTC));
            values.add(care.high().atOffset(ZoneOffset.UTC));
        }
        return tx.run(care == null ? PAGE : PAGE_OF_CARE, values).map(CompartmentReader::all);
    }

    private Short careDate(String type) {
        return numbers.of(type, CareDates.OF_TYPE.get(type));
    }

    /** The same of one visit of the patient: what refers to it, itself, and the patient. */
    public Uni<List<Stored>> visitPage(
            Tx tx,
            String patient,
            String visit,
            Collection<String> types,
            OffsetDateTime since,
            After after,
            int count) {
        return tx.run(
                        VISIT_PAGE,
                        tx.tenant(),
                        terms.compartment(tx.tenant(), patient),
                        patient,
                        types.toArray(String[]::new),
                        since == null ? EVER : since,
                        after.type(),
                        after.id(),
                        count,
                        ofVisit(tx.tenant(), visit, types),
                        visit)
                .map(CompartmentReader::all);
    }

    /** The terms of a document that refers to a visit by any parameter that can. */
    private Long[] ofVisit(String tenant, String visit, Collection<String> types) {
        return types.stream()
                .flatMap(
                        type ->
                                Definitions.r4().searchParams(type).stream()
                                        .filter(param -> param.targets().contains("Encounter"))
                                        .map(
                                                param ->
                                                        terms.reference(
                                                                tenant,
                                                                type,
                                                                param.code(),
                                                                "Encounter/" + visit)))
                .toArray(Long[]::new);
    }

    /** The newest resources of one type by the type's own date. */
    public Uni<List<Stored>> latest(Tx tx, String patient, String type, int count) {
        return tx.run(
                        LATEST,
                        tx.tenant(),
                        terms.compartment(tx.tenant(), patient),
                        patient,
                        type,
                        count)
                .map(CompartmentReader::all);
    }

    /** Those of some resources that are there and changed from then on. */
    public Uni<List<Stored>> named(
            Tx tx, Collection<RelativeReference> references, OffsetDateTime since) {
        return tx.run(
                        NAMED,
                        tx.tenant(),
                        references.stream().map(RelativeReference::type).toArray(String[]::new),
                        references.stream().map(RelativeReference::id).toArray(String[]::new),
                        since == null ? EVER : since)
                .map(CompartmentReader::all);
    }

    private static List<Stored> all(RowSet<Row> rows) {
        List<Stored> found = new ArrayList<>(rows.size());
        rows.forEach(row -> found.add(Rows.stored(row)));
        return found;
    }
}
