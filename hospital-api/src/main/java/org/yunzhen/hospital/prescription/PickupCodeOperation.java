package org.yunzhen.hospital.prescription;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.yunzhen.hospital.access.Access;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.store.Stamp;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** {@code Task/{id}/$pickup-code}: the patient's or guardian's code, as text and as QR code. */
@ApplicationScoped
class PickupCodeOperation implements TaskOperation {
    private final PrescriptionRows rows;
    private final PickupCodes codes;
    private final Access access;
    private final Workers workers;

    PickupCodeOperation(PrescriptionRows rows, PickupCodes codes, Access access, Workers workers) {
        this.rows = rows;
        this.codes = codes;
        this.access = access;
        this.workers = workers;
    }

    @Override
    public String name() {
        return "pickup-code";
    }

    @Override
    public Set<Role> callers() {
        return Set.of(Role.PATIENT);
    }

    @Override
    public boolean changes() {
        return false;
    }

    @Override
    public String description() {
        return "The one-time code with which one pharmacy may claim the prescription. A release"
                + " makes a new one.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter("code", "out", 1, "1", "string", "to be shown or dictated"),
                new Parameter("qr", "out", 1, "1", "base64Binary", "the same as a PNG"),
                new Parameter("expires", "out", 1, "1", "instant", "end of its validity"));
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        return rows.find(tx, call.id())
                .map(found -> found.orElseThrow(() -> access.denial(call.caller())))
                .call(
                        row ->
                                access.actFor(tx, call.caller(), row.patient())
                                        .invoke(call.trace()::through))
                .invoke(row -> call.trace().sawPatients(List.of(row.patient())))
                .invoke(row -> refuseUnlessCirculating(row, tx))
                .chain(row -> workers.call(() -> answer(row, codes.open(tx.tenant(), row.code()))));
    }

    private static void refuseUnlessCirculating(Prescription row, Tx tx) {
        switch (row.status()) {
            case REQUESTED, RECEIVED -> throw new RefusedException(Refusal.NOT_REVIEWED);
            case CANCELLED -> throw new RefusedException(Refusal.PRESCRIPTION_REVOKED);
            case FAILED -> throw new RefusedException(Refusal.PRESCRIPTION_EXPIRED);
            case COMPLETED, REJECTED ->
                    throw row.status()
                            .refused(PrescriptionStatus.READY, PrescriptionStatus.IN_PROGRESS);
            case READY, IN_PROGRESS -> {
                if (row.expired(tx.now())) {
                    throw new RefusedException(Refusal.PRESCRIPTION_EXPIRED);
                }
            }
        }
    }

    private static Answer answer(Prescription row, String code) {
        ObjectNode parameters = Fhir.resource("Parameters");
        var list = parameters.putArray("parameter");
        list.addObject().put("name", "code").put("valueString", code);
        list.addObject()
                .put("name", "qr")
                .put(
                        "valueBase64Binary",
                        Base64.getEncoder().encodeToString(PickupCodes.png(code)));
        list.addObject()
                .put("name", "expires")
                .put("valueInstant", Stamp.instant(row.validUntil()));
        return Answer.document(200, parameters);
    }
}
