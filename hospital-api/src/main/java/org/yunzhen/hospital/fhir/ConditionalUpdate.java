package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.yunzhen.hospital.access.Access;
import org.yunzhen.hospital.access.Action;
import org.yunzhen.hospital.access.Grant;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Ids;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Conditional {@code update} (R4 section 3.1.0.4.3): which resource is meant. The criteria guard
 * the write and say nothing of its outcome: the new version need not match them.
 */
@ApplicationScoped
class ConditionalUpdate {
    private static final String ID = "id";

    private final ConditionalMatch match;
    private final Documents documents;
    private final Access access;

    ConditionalUpdate(ConditionalMatch match, Documents documents, Access access) {
        this.match = match;
        this.documents = documents;
        this.access = access;
    }

    /**
     * The plain update that is meant: of the one that matches; or, where none does, of what is to
     * be created, under the body's id or a new one. Fails with 400 when the body has another id
     * than the match, with 409 when it has that of a resource that does not match.
     */
    Uni<Call> settled(Call call, Tx tx) {
        String given = call.resource().path(ID).textValue();
        return match.locked(call, tx, call.query())
                .chain(
                        found ->
                                found.map(current -> Uni.createFrom().item(same(given, current)))
                                        .orElseGet(() -> free(call, tx, given)))
                .map(id -> named(call, id));
    }

    private static String same(String given, Stored current) {
        if (given != null && !given.equals(current.id())) {
            throw new RefusedException(Refusal.ID_MISMATCH).at(current.type() + ".id");
        }
        return current.id();
    }

    private Uni<String> free(Call call, Tx tx, String given) {
        if (given == null) {
            return Uni.createFrom().item(Ids.next());
        }
        if (!Ids.isValid(given)) {
            throw new RefusedException(Refusal.INVALID_ID);
        }
        return documents
                .lock(tx, call.type(), given)
                .map(found -> found.filter(current -> !current.deleted()))
                .call(taken -> refuseTaken(call, tx, taken))
                .replaceWith(given);
    }

    private Uni<Void> refuseTaken(Call call, Tx tx, Optional<Stored> taken) {
        if (taken.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Grant grant = access.require(call.caller(), call.type(), Action.UPDATE);
        return access.relation(tx, call.caller(), grant, taken.get())
                .map(
                        seen -> {
                            throw new RefusedException(Refusal.CONFLICT).at(call.type() + ".id");
                        });
    }

    private static Call named(Call call, String id) {
        // apart: the call is served again, as it was sent, when the transaction is tried again
        ObjectNode document = FhirJson.object().setAll(call.resource());
        document.put(ID, id);
        return call.withId(id).withInputs(List.of(), document);
    }
}
