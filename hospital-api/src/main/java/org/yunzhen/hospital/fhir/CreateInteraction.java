package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Ids;
import org.yunzhen.hospital.store.NewDocument;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.json.FhirJson;

/** {@code create} (R4 section 3.1.0.8): the server gives the id. */
@ApplicationScoped
class CreateInteraction implements Interaction {
    private final PlainWrites writes;
    private final Documents documents;
    private final ConditionalCreate conditional;

    CreateInteraction(PlainWrites writes, Documents documents, ConditionalCreate conditional) {
        this.writes = writes;
        this.documents = documents;
        this.conditional = conditional;
    }

    @Override
    public Call.Kind kind() {
        return Call.Kind.CREATE;
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        return allowed(call, tx).chain(document -> unlessThere(call, tx, document));
    }

    /** The new document as it is to be stored, when the call may create it. */
    Uni<NewDocument> allowed(Call call, Tx tx) {
        // apart: the call is served again, as it was sent, when the transaction is tried again
        ObjectNode document = FhirJson.object().setAll(call.resource());
        document.put("id", call.id() == null ? Ids.next() : call.id());
        return writes.mayCreate(call, tx, document)
                .map(entries -> new NewDocument(document, entries));
    }

    private Uni<Answer> unlessThere(Call call, Tx tx, NewDocument document) {
        return conditional
                .existing(call, tx)
                .chain(
                        found ->
                                found.map(
                                                existing ->
                                                        Uni.createFrom()
                                                                .item(Answer.updated(existing)))
                                        .orElseGet(() -> create(call, tx, document)));
    }

    private Uni<Answer> create(Call call, Tx tx, NewDocument document) {
        return documents
                .create(tx, document.document(), document.entries(), PlainWrites.writer(call))
                .invoke(call.trace()::touched)
                .call(stored -> writes.written(call, tx, stored))
                .map(Answer::created);
    }
}
