package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.yunzhen.hospital.access.Access;
import org.yunzhen.hospital.access.Action;
import org.yunzhen.hospital.access.Grant;
import org.yunzhen.hospital.access.Reach;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.patch.FhirPathPatch;
import org.yunzhen.mappings.patch.JsonPatch;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * {@code patch} (R4 section 3.1.0.6) by JSON Patch or FHIRPath Patch, of the resource that an id or
 * criteria name. What comes out is asked for like an update's body. A patch is not applied before
 * it is settled that the caller may change the resource: its failure would tell what stands there.
 */
@ApplicationScoped
class PatchInteraction implements Interaction {
    private final PlainWrites writes;
    private final Documents documents;
    private final Access access;
    private final ConditionalMatch match;

    PatchInteraction(
            PlainWrites writes, Documents documents, Access access, ConditionalMatch match) {
        this.writes = writes;
        this.documents = documents;
        this.access = access;
        this.match = match;
    }

    @Override
    public Call.Kind kind() {
        return Call.Kind.PATCH;
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        Uni<Stored> current =
                call.id() == null
                        ? match.locked(call, tx, call.query()).map(found -> matched(call, found))
                        : documents
                                .lock(tx, call.type(), call.id())
                                .map(found -> named(call, found));
        return current.chain(found -> patch(call, tx, found));
    }

    /**
     * @throws RefusedException 404 when nothing that the caller sees matches
     */
    static Stored matched(Call call, Optional<Stored> found) {
        return found.orElseThrow(() -> new RefusedException(Refusal.NOT_FOUND, call.type(), "?"));
    }

    private Stored named(Call call, Optional<Stored> found) {
        if (found.isPresent()) {
            return found.get();
        }
        Grant grant = access.require(call.caller(), call.type(), Action.UPDATE);
        boolean everywhere = grant.reach() == Reach.TENANT || grant.reach() == Reach.PUBLIC;
        throw everywhere
                ? new RefusedException(Refusal.NOT_FOUND, call.type(), call.id())
                : access.denial(call.caller());
    }

    private Uni<Answer> patch(Call call, Tx tx, Stored current) {
        return writes.mayChange(call, tx, current)
                .map(allowed -> patched(call, current))
                .chain(document -> update(call, tx, current, document));
    }

    private static ObjectNode patched(Call call, Stored current) {
        if (current.deleted()) {
            throw new RefusedException(Refusal.GONE, current.type(), current.id());
        }
        UpdateInteraction.checkVersion(call, current);
        JsonNode document = applied(call.body(), current.document());
        if (!current.type().equals(document.path("resourceType").textValue())) {
            throw new RefusedException(Refusal.TYPE_MISMATCH, current.type());
        }
        if (!current.id().equals(document.path("id").textValue())) {
            throw new RefusedException(Refusal.ID_MISMATCH).at(current.type() + ".id");
        }
        return (ObjectNode) document;
    }

    private static JsonNode applied(JsonNode patch, ObjectNode document) {
        if (patch.isArray()) {
            return JsonPatch.apply(document, patch);
        }
        FhirPathPatch.apply(document, patch);
        return document;
    }

    private Uni<Answer> update(Call call, Tx tx, Stored current, ObjectNode document) {
        return writes.mayUpdate(call, tx, current, document)
                .chain(
                        entries ->
                                documents.update(
                                        tx, current, document, entries, PlainWrites.writer(call)))
                .invoke(call.trace()::touched)
                .call(stored -> writes.replaced(call, tx, current, stored, document))
                .map(Answer::updated);
    }
}
