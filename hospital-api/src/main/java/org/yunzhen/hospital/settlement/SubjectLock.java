package org.yunzhen.hospital.settlement;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.LockOrder;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;

/**
 * Locks what a bill is for, in the order of the room that owns it. Whoever moves both locks the
 * subject before the bill.
 */
@ApplicationScoped
class SubjectLock {
    private final Documents documents;
    private final List<LockOrder> orders;

    SubjectLock(Documents documents, @All List<LockOrder> orders) {
        this.documents = documents;
        this.orders = orders;
    }

    /** The subject as it stands, until the transaction ends. */
    Uni<Stored> of(Tx tx, BillRow bill) {
        Uni<Void> first = Uni.createFrom().voidItem();
        for (LockOrder order : orders) {
            if (order.type().equals(bill.subjectType())) {
                first = first.chain(() -> order.before(tx, bill.subjectId()));
            }
        }
        return first.chain(() -> documents.lock(tx, bill.subjectType(), bill.subjectId()))
                .map(Optional::orElseThrow);
    }
}
