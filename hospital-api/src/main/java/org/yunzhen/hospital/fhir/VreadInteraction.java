package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.yunzhen.hospital.access.Access;
import org.yunzhen.hospital.access.Action;
import org.yunzhen.hospital.access.Grant;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** {@code vread} (R4 section 3.1.0.2): one version, current or superseded. */
@ApplicationScoped
class VreadInteraction implements Interaction {
    private final Access access;
    private final ReadInteraction read;
    private final Documents documents;
    private final Subsets subsets;

    VreadInteraction(Access access, ReadInteraction read, Documents documents, Subsets subsets) {
        this.access = access;
        this.read = read;
        this.documents = documents;
        this.subsets = subsets;
    }

    @Override
    public Call.Kind kind() {
        return Call.Kind.VREAD;
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        return visible(call, tx, call.version())
                .map(version -> answer(call, version))
                .chain(answer -> subsets.of(call, answer));
    }

    /** A version of what the call names, if the caller may see it; a deletion too. */
    Uni<Stored> visible(Call call, Tx tx, String version) {
        if (!version.matches("[1-9][0-9]{0,8}")) {
            throw new RefusedException(Refusal.VERSION_NOT_FOUND);
        }
        int number = Integer.parseInt(version);
        return read.visible(call, tx)
                .chain(
                        current ->
                                documents
                                        .version(tx, call.type(), call.id(), number)
                                        .map(VreadInteraction::found)
                                        .call(found -> visible(call, tx, current, found)));
    }

    /** What once stood in another's record is hidden from those who do not see that record. */
    private Uni<String> visible(Call call, Tx tx, Stored current, Stored version) {
        if (version.patients().equals(current.patients())) {
            return Uni.createFrom().nullItem();
        }
        Grant grant = access.require(call.caller(), call.type(), Action.READ);
        return access.relation(tx, call.caller(), grant, version)
                .onFailure(RefusedException.class)
                .transform(hidden -> new RefusedException(Refusal.VERSION_NOT_FOUND));
    }

    private static Stored found(Optional<Stored> version) {
        return version.orElseThrow(() -> new RefusedException(Refusal.VERSION_NOT_FOUND));
    }

    private static Answer answer(Call call, Stored version) {
        if (version.deleted()) {
            throw new RefusedException(Refusal.GONE, version.type(), version.id());
        }
        return Freshness.isKnown(call.conditions(), version)
                ? Answer.notModified(version)
                : Answer.of(version);
    }
}
