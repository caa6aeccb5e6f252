package org.yunzhen.hospital.terminology;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
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
    private final Vertx vertx;

    ValueSets(CanonicalReader canonicals, Documents documents, Vertx vertx) {
        this.canonicals = canonicals;
        this.documents = documents;
        this.vertx = vertx;
    }

    /**
     * The value set of a canonical address, which may end in {@code |version}. Fails with 404 when
     * there is none.
     */
    Uni<ObjectNode> ofUrl(View view, String canonical, String version) {
        int bar = canonical.indexOf('|');
        String url = bar < 0 ? canonical : canonical.substring(0, bar);
        String wanted = bar < 0 ? version : canonical.substring(bar + 1);
        Optional<Published.Entry> published =
                Published.r4()
                        .ofUrl(TYPE, url)
                        .filter(entry -> wanted == null || wanted.equals(entry.version()));
        if (published.isPresent()) {
            return read(published.get());
        }
        if (!view.ofTenant()) {
            return unknown(canonical);
        }
        return canonicals
                .find(view.tx(), TYPE, url, wanted)
                .chain(
                        named ->
                                named.isPresent()
                                        ? stored(view, named.get().id())
                                        : unknown(canonical));
    }

    /** The value set of an id. Fails with 404 when there is none. */
    Uni<ObjectNode> ofId(View view, String id) {
        Optional<Published.Entry> published = Published.r4().find(TYPE, id);
        if (published.isPresent()) {
            return read(published.get());
        }
        return view.ofTenant() ? stored(view, id) : unknown(id);
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

    private Uni<ObjectNode> read(Published.Entry entry) {
        return Uni.createFrom()
                .completionStage(
                        () ->
                                vertx.executeBlocking(() -> parsed(entry), false)
                                        .toCompletionStage());
    }

    private static ObjectNode parsed(Published.Entry entry) {
        JsonNode valueSet = FhirJson.parse(Published.r4().read(entry));
        return (ObjectNode) valueSet;
    }
}
