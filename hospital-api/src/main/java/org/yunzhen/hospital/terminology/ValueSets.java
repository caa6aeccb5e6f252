package org.yunzhen.hospital.terminology;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.yunzhen.hospital.fhir.Publications;
import org.yunzhen.hospital.store.CanonicalReader;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.mappings.definition.Published;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** Finds value sets: HL7's own, which nobody can replace, then those that the tenant stored. */
@ApplicationScoped
class ValueSets {
    private static final String TYPE = "ValueSet";

    private final CanonicalReader canonicals;
    private final Documents documents;
    private final Publications publications;

    ValueSets(CanonicalReader canonicals, Documents documents, Publications publications) {
        this.canonicals = canonicals;
        this.documents = documents;
        this.publications = publications;
    }

    /**
     * The value set of a canonical address, which may end in {@code |version}. Fails with 404 when
     * there is none.
     */
    Uni<ObjectNode> ofUrl(View view, String canonical, String version) {
        int bar = canonical.indexOf('|');
        String url = bar < 0 ? canonical : canonical.substring(0, bar);
        String wanted = bar < 0 ? version : canonical.substring(bar + 1);
        return publications
                .ask(
                        r4 ->
                                r4.ofUrl(TYPE, url)
                                        .filter(e -> wanted == null || wanted.equals(e.version()))
                                        .map(entry -> parsed(r4, entry))
                                        .orElse(null))
                .onItem()
                .ifNull()
                .switchTo(() -> stored(view, canonical, url, wanted));
    }

    private Uni<ObjectNode> stored(View view, String canonical, String url, String version) {
        if (!view.ofTenant()) {
            return unknown(canonical);
        }
        return canonicals
                .find(view.tx(), TYPE, url, version)
                .chain(
                        named ->
                                named.isPresent()
                                        ? stored(view, named.get().id())
                                        : unknown(canonical));
    }

    /** The value set of an id. Fails with 404 when there is none. */
    Uni<ObjectNode> ofId(View view, String id) {
        return publications
                .ask(r4 -> r4.find(TYPE, id).map(entry -> parsed(r4, entry)).orElse(null))
                .onItem()
                .ifNull()
                .switchTo(() -> view.ofTenant() ? stored(view, id) : unknown(id));
    }

    private Uni<ObjectNode> stored(View view, String id) {
        return documents
                .find(view.tx(), TYPE, id)
                .map(
                        found ->
                                found.filter(stored -> !stored.deleted())
                                        .map(Stored::document)
                                        .orElseThrow(() -> notFound(id)));
    }

    private static Uni<ObjectNode> unknown(String name) {
        return Uni.createFrom().failure(notFound(name));
    }

    private static RefusedException notFound(String name) {
        return new RefusedException(Refusal.UNKNOWN_VALUE_SET, CodingInput.shown(name));
    }

    private static ObjectNode parsed(Published r4, Published.Entry entry) {
        return (ObjectNode) FhirJson.parse(r4.read(entry));
    }
}
