package org.yunzhen.hospital.prescription;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.yunzhen.hospital.store.LockOrder;
import org.yunzhen.hospital.store.Tx;

/** The Task of a prescription is locked after its row. */
@ApplicationScoped
class RowBeforeTask implements LockOrder {
    private final PrescriptionRows rows;

    RowBeforeTask(PrescriptionRows rows) {
        this.rows = rows;
    }

    @Override
    public String type() {
        return "Task";
    }

    @Override
    public Uni<Void> before(Tx tx, String id) {
        return rows.lock(tx, id).replaceWithVoid();
    }
}
