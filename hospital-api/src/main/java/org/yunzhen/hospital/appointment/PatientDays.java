package org.yunzhen.hospital.appointment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.yunzhen.hospital.store.Tx;

/** At most one active appointment per patient, department and day: one row, held by its key. */
@ApplicationScoped
class PatientDays {
    private static final String TAKE =
            """
            INSERT INTO patient_day (tenant, patient, department, day, appointment)
            VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (tenant, patient, department, day) DO NOTHING""";

    private static final String HOLDER =
            """
            SELECT appointment FROM patient_day
             WHERE tenant = $1 AND patient = $2 AND department = $3 AND day = $4""";

    private static final String RELEASE =
            "DELETE FROM patient_day WHERE tenant = $1 AND appointment = $2";

    /** Takes the day for an appointment; false when another of the patient's has it. */
    Uni<Boolean> take(Tx tx, String patient, SlotFacts slot, String appointment) {
        return tx.run(TAKE, tx.tenant(), patient, slot.department(), slot.day(), appointment)
                .map(rows -> rows.rowCount() == 1);
    }

    /** The appointment that has the day, or null when it was released meanwhile. */
    Uni<String> holder(Tx tx, String patient, SlotFacts slot) {
        return tx.run(HOLDER, tx.tenant(), patient, slot.department(), slot.day())
                .map(rows -> rows.size() == 0 ? null : rows.iterator().next().getString(0));
    }

    Uni<Void> release(Tx tx, String appointment) {
        return tx.run(RELEASE, tx.tenant(), appointment).replaceWithVoid();
    }
}
