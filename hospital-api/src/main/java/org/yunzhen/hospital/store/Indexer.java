package org.yunzhen.hospital.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
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

    Indexer(SearchTerms terms, ParameterNumbers numbers) {
        this.terms = terms;
        this.numbers = numbers;
    }

    /** What can be read from a document: search values, compartments, references. */
    public IndexEntries entries(ObjectNode document) {
        return extractor.extract(document);
    }

    /**
     * The same for a document whose workflow names patients among its parties: it stands in their
     * compartments too, since R4 puts some types of a workflow (Task, Bundle) in nobody's.
     */
    IndexEntries entries(ObjectNode document, Ownership ownership) {
        IndexEntries entries = entries(document);
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
        Indexed index = index(tenant, stored, entries(stored.document(), ownership));
        List<Object> values =
                new ArrayList<>(
                        Arrays.asList(
                                tenant,
                                stored.type(),
                                stored.id(),
                                parametersWithRows(stored.type()),
                                Arrays.stream(index.terms()).boxed().toArray(Long[]::new),
                                index.sortDate()));
        IndexColumns.append(values, index);
        return values;
    }

    /** Numbers of a type's parameters that are kept as rows. */
    Short[] parametersWithRows(String type) {
        return numbers.ofType(type);
    }

    static Indexed nothing(List<String> patients) {
        return new Indexed(new long[0], patients, null, List.of(), List.of(), List.of(), List.of());
    }
}
