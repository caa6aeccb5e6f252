package org.yunzhen.hospital.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.index.IndexEntries;
import org.yunzhen.mappings.index.IndexExtractor;

/** Turns documents into what the search index keeps. */
@ApplicationScoped
public class Indexer {
    private static final String PATIENT = "Patient/";

    private final IndexExtractor extractor = new IndexExtractor(Definitions.r4());
    private final SearchTerms terms;
    private final ParameterNumbers numbers;
    private final TenantParameters parameters;
    private final OwnRoots roots;

    /** What a statement wrote, indexed by so many changes of the tenant's own parameters. */
    record Written(Stored stored, int generation) {}

    Indexer(
            SearchTerms terms,
            ParameterNumbers numbers,
            TenantParameters parameters,
            OwnRoots roots) {
        this.terms = terms;
        this.numbers = numbers;
        this.parameters = parameters;
        this.roots = roots;
    }

    /** What can be read from a document: search values, compartments, references. */
    public IndexEntries entries(String tenant, ObjectNode document) {
        String type = document.path("resourceType").asText();
        return extractor.extract(document, parameters.of(tenant).written(type), roots.of(tenant));
    }

    /**
     * The same for a document whose workflow names patients among its parties: it stands in their
     * compartments too, since R4 puts some types of a workflow (Task, Bundle) in nobody's.
     */
    IndexEntries entries(String tenant, ObjectNode document, Ownership ownership) {
        IndexEntries entries = entries(tenant, document);
        Set<String> patients = new TreeSet<>(entries.patients());
        for (String party : ownership.parties()) {
            if (party.startsWith(PATIENT)) {
                patients.add(party.substring(PATIENT.length()));
            }
        }
        return entries.withPatients(patients);
    }

    /**
     * Ids of the patients in whose compartments a document stands. A Patient stands in its own
     * only: by R4 a link would open it to the linked person, which nobody decided.
     */
    public static List<String> patients(ObjectNode document, IndexEntries entries) {
        boolean isPatient = "Patient".equals(document.path("resourceType").textValue());
        return isPatient && document.path("id").isTextual()
                ? List.of(document.path("id").textValue())
                : List.copyOf(entries.patients());
    }

    /** The rows of a document; its version and instant are in it already. */
    Indexed index(String tenant, Stored stored, IndexEntries entries) {
        Gathered gathered = new Gathered(terms, numbers, tenant, stored.type());
        entries.values().forEach(gathered::add);
        entries.present().forEach(gathered::present);
        stored.patients().forEach(p -> gathered.term(terms.compartment(tenant, p)));
        stored.parties().forEach(p -> gathered.term(terms.party(tenant, p)));
        return gathered.indexed(stored.patients());
    }

    /** What {@link DocumentSql#REINDEX} takes, for a document as it is stored. */
    List<Object> rows(String tenant, Stored stored) {
        Ownership ownership = new Ownership(stored.workflow(), stored.parties());
        ObjectNode document = stored.document();
        IndexEntries entries = entries(tenant, document, ownership);
        List<String> patients = patients(document, entries);
        Indexed index = index(tenant, stored.standingBy(patients), entries);
        List<Object> values =
                new ArrayList<>(
                        Arrays.asList(
                                tenant,
                                stored.type(),
                                stored.id(),
                                parametersWithRows(tenant, stored.type()),
                                Arrays.stream(index.terms()).boxed().toArray(Long[]::new),
                                index.sortDate()));
        IndexColumns.append(values, index);
        values.add(patients.toArray(String[]::new));
        values.add(entries.generation());
        return values;
    }

    /** Writes what {@link #rows} has made; the row is locked already. */
    Uni<Void> reindex(Tx tx, String tenant, Stored stored, List<Object> rows) {
        int generation = (Integer) rows.get(rows.size() - 1);
        return tx.run(DocumentSql.REINDEX, rows)
                .chain(
                        done ->
                                checkWritten(
                                        tx,
                                        tenant,
                                        List.of(new Written(stored, generation)),
                                        done));
    }

    /**
     * A statement that wrote nothing knew too few of the tenant's parameters: they are asked for,
     * and the transaction is tried again.
     */
    Uni<Void> checkWritten(Tx tx, String tenant, List<Written> written, RowSet<Row> done) {
        if (done.rowCount() == written.size()) {
            return Uni.createFrom().voidItem();
        }
        return parameters
                .refresh(tx, tenant)
                .chain(() -> Uni.createFrom().failure(whyNotWritten(tenant, written)));
    }

    private RuntimeException whyNotWritten(String tenant, List<Written> written) {
        return written.stream()
                .filter(one -> generation(tenant, one.stored().type()) > one.generation())
                .findFirst()
                .<RuntimeException>map(one -> new ParametersChangedException(one.stored().type()))
                .orElseGet(
                        () ->
                                new IllegalStateException(
                                        written.get(0).stored().reference() + " was not locked"));
    }

    /**
     * By how many changes of the tenant's own parameters a document is indexed.
     *
     * @param entries what was read from it, or null for one that keeps none
     */
    int generation(Tx tx, String type, IndexEntries entries) {
        if (tx.hasChangedParameters(type)) {
            return Integer.MAX_VALUE;
        }
        return entries == null ? generation(tx.tenant(), type) : entries.generation();
    }

    /** Counts the changes of the parameters that the tenant has added to a type. */
    int generation(String tenant, String type) {
        return parameters.of(tenant).written(type).generation();
    }

    /** Numbers of a type's parameters that are kept as rows. */
    Short[] parametersWithRows(String tenant, String type) {
        Short[] ofR4 = numbers.ofType(type);
        Short[] added = parameters.of(tenant).numbers(type);
        if (added.length == 0) {
            return ofR4;
        }
        Short[] all = Arrays.copyOf(ofR4, ofR4.length + added.length);
        System.arraycopy(added, 0, all, ofR4.length, added.length);
        return all;
    }

    static Indexed nothing(List<String> patients) {
        return new Indexed(new long[0], patients, null, List.of(), List.of(), List.of(), List.of());
    }
}
