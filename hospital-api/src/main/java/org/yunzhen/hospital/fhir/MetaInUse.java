package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.yunzhen.hospital.access.Access;
import org.yunzhen.hospital.access.AccessTable;
import org.yunzhen.hospital.access.Action;
import org.yunzhen.hospital.access.Grant;
import org.yunzhen.hospital.store.InTurn;
import org.yunzhen.hospital.store.Labels;
import org.yunzhen.hospital.store.Labels.Label;
import org.yunzhen.hospital.store.SearchQuery;
import org.yunzhen.hospital.store.Searcher;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.json.FhirJson;

/**
 * The labels of the resources of a type, or of all types, as far as the caller could find them by a
 * search: a label that only hidden resources bear is not told.
 */
@ApplicationScoped
class MetaInUse {
    private static final String ABSENT =
            "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

    private final Access access;
    private final Narrowings narrowings;
    private final Searcher searcher;
    private final Labels labels;

    MetaInUse(Access access, Narrowings narrowings, Searcher searcher, Labels labels) {
        this.access = access;
        this.narrowings = narrowings;
        this.searcher = searcher;
        this.labels = labels;
    }

    /** One Meta that holds them all. */
    Uni<JsonNode> of(Call call, Tx tx) {
        List<String> types =
                call.type() == null ? searchable(call) : List.of(required(call, call.type()));
        ObjectNode meta = FhirJson.object();
        return labels.ofTypes(tx, types)
                .chain(all -> InTurn.each(all, label -> addIfBorne(call, tx, label, meta)))
                .map(nothing -> meta.isEmpty() ? nothingInUse() : meta);
    }

    /** An object without members is no FHIR, and the operation answers with one Meta. */
    private static ObjectNode nothingInUse() {
        ObjectNode meta = FhirJson.object();
        meta.putArray("extension")
                .addObject()
                .put("url", ABSENT)
                .put("valueCode", "not-applicable");
        return meta;
    }

    private String required(Call call, String type) {
        call.trace().allowedBy(access.require(call.caller(), type, Action.SEARCH));
        return type;
    }

    private static List<String> searchable(Call call) {
        Collection<String> types = Definitions.r4().resourceTypes();
        List<String> searchable = new ArrayList<>(types);
        searchable.removeIf(
                type -> AccessTable.grant(call.caller().role(), type, Action.SEARCH).isEmpty());
        return searchable;
    }

    private Uni<Void> addIfBorne(Call call, Tx tx, Label label, ObjectNode meta) {
        Grant grant = access.require(call.caller(), label.type(), Action.SEARCH);
        SearchQuery query =
                new SearchQuery(
                        label.type(),
                        List.of(labels.borne(tx.tenant(), label)),
                        narrowings.of(tx.tenant(), call.caller(), grant),
                        SearchQuery.Sort.BY_ID,
                        1,
                        null);
        return searcher.ids(tx, query, 1)
                .invoke(
                        found -> {
                            if (!found.isEmpty()) {
                                add(meta, label);
                            }
                        })
                .replaceWithVoid();
    }

    /** What several types bear is told once. */
    private static void add(ObjectNode meta, Label label) {
        JsonNode written =
                label.kind().equals("profile") ? FhirJson.text(label.code()) : coding(label);
        if (!MetaChanges.contains(meta.path(label.kind()), written)) {
            meta.withArrayProperty(label.kind()).add(written);
        }
    }

    private static ObjectNode coding(Label label) {
        ObjectNode coding = FhirJson.object();
        if (!label.system().isEmpty()) {
            coding.put("system", label.system());
        }
        coding.put("code", label.code());
        if (label.display() != null) {
            coding.put("display", label.display());
        }
        return coding;
    }
}
