package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Ownership;
import org.yunzhen.hospital.store.Tx;

/** {@code create} (R4 section 3.1.0.8): the server gives the id. */
@ApplicationScoped
class CreateInteraction implements Interaction {
    private final PlainWrites writes;
    private final Documents documents;

    CreateInteraction(PlainWrites writes, Documents documents) {
        this.writes = writes;
        this.documents = documents;
    }

    @Override
    public Call.Kind kind() {
        return Call.Kind.CREATE;
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        ObjectNode document = call.resource().deepCopy();
        document.remove("id");
        return writes.mayCreate(call, tx, document)
                .chain(() -> documents.create(tx, document, Ownership.PLAIN))
                .invoke(call.trace()::touched)
                .call(stored -> writes.written(call, tx, stored))
                .map(Answer::created);
    }
}
