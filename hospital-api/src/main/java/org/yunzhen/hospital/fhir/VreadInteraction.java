package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** {@code vread} (R4 section 3.1.0.2): one version, current or superseded. */
@ApplicationScoped
class VreadInteraction implements Interaction {
    private final ReadInteraction read;
    private final Documents documents;

    VreadInteraction(ReadInteraction read, Documents documents) {
        this.read = read;
        this.documents = documents;
    }

    @Override
    public Call.Kind kind() {
        return Call.Kind.VREAD;
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        if (!call.version().matches("[0-9]{1,9}")) {
            throw new RefusedException(Refusal.VERSION_NOT_FOUND);
        }
        return read.visible(call, tx)
                .chain(
                        current ->
                                documents.version(
                                        tx,
                                        call.type(),
                                        call.id(),
                                        Integer.parseInt(call.version())))
                .map(VreadInteraction::answer);
    }

    private static Answer answer(Optional<Stored> version) {
        Stored stored = version.orElseThrow(() -> new RefusedException(Refusal.VERSION_NOT_FOUND));
        if (stored.deleted()) {
            throw new RefusedException(Refusal.GONE, stored.type(), stored.id());
        }
        return Answer.of(stored);
    }
}
