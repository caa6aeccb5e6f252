package org.yunzhen.hospital.prescription;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yunzhen.hospital.catalogue.Catalogue;
import org.yunzhen.hospital.catalogue.Medicine;
import org.yunzhen.hospital.event.Kinds;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Inputs;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** Books what a pharmacy handed over; the row of each line lets no more pass than is left. */
@ApplicationScoped
class DispenseService {
    private static final int HANDOVERS_MAX = 50;

    private final Locks locks;
    private final PrescriptionRows rows;
    private final RecordRows recordRows;
    private final Catalogue catalogue;
    private final Documents documents;
    private final Moves moves;

    DispenseService(
            Locks locks,
            PrescriptionRows rows,
            RecordRows recordRows,
            Catalogue catalogue,
            Documents documents,
            Moves moves) {
        this.locks = locks;
        this.rows = rows;
        this.recordRows = recordRows;
        this.catalogue = catalogue;
        this.documents = documents;
        this.moves = moves;
    }

    Uni<Stored> dispense(Call call, Tx tx) {
        Inputs inputs = Inputs.of(call);
        String secret = inputs.requiredText("secret");
        List<ObjectNode> sent = inputs.resources("medicationDispense", "MedicationDispense");
        if (sent.size() > HANDOVERS_MAX) {
            throw Inputs.invalid("medicationDispense");
        }
        return locks.held(call, tx, secret)
                .invoke(held -> refuseUnlessFree(held, tx))
                .chain(held -> handedOver(tx, held, sent))
                .invoke(call.trace()::touched);
    }

    private static void refuseUnlessFree(Held held, Tx tx) {
        Prescription row = held.row();
        boolean wantedBack = row.revocation() != null;
        if (wantedBack && !row.revocation().handedOver().contains(held.pharmacy())) {
            throw new RefusedException(Refusal.REVOCATION_PENDING);
        }
        if (row.expired(tx.now())) {
            throw new RefusedException(Refusal.PRESCRIPTION_EXPIRED);
        }
    }

    private Uni<Stored> handedOver(Tx tx, Held held, List<ObjectNode> sent) {
        List<Handover> handovers =
                sent.stream().map(one -> Handover.of(one, held.lines())).toList();
        handovers.forEach(handover -> held.requireOpen(handover.line()));
        return recordRows
                .requests(tx, handovers.stream().map(h -> h.line().request()).toList())
                .map(requests -> handovers.stream().map(h -> fitting(tx, h, requests)).toList())
                .chain(fitting -> bookAll(tx, held.row(), fitting))
                .chain(made -> moved(tx, held.row(), made));
    }

    private Handover fitting(Tx tx, Handover handover, Map<String, JsonNode> requests) {
        Line line = handover.line();
        return handover.fitting(
                requests.get(line.request()),
                catalogue.medicineOnceKnown(tx.tenant(), line.medicine()).map(Medicine::packaging),
                tx.now().toInstant());
    }

    private Uni<List<Stored>> bookAll(Tx tx, Prescription row, List<Handover> handovers) {
        Uni<List<Stored>> all = Uni.createFrom().item(new ArrayList<>());
        for (Handover handover : handovers) {
            all = all.chain(made -> book(tx, row, handover).invoke(made::add).replaceWith(made));
        }
        return all;
    }

    private Uni<Stored> book(Tx tx, Prescription row, Handover handover) {
        Line line = handover.line();
        return rows.dispense(tx, row.id(), line.number(), handover.packages(), line.holder())
                .chain(
                        booked ->
                                booked
                                        ? documents.create(
                                                tx,
                                                handover.document(tx, row),
                                                Moves.ownership(row))
                                        : Uni.createFrom().failure(tooMuch(line)));
    }

    private static RefusedException tooMuch(Line line) {
        return new RefusedException(
                Refusal.QUANTITY_EXCEEDED,
                line.number(),
                line.left().stripTrailingZeros().toPlainString());
    }

    private Uni<Stored> moved(Tx tx, Prescription row, List<Stored> made) {
        return rows.lines(tx, row.id())
                .map(lines -> after(row, lines))
                .chain(
                        after ->
                                moves.apply(
                                        tx,
                                        row,
                                        after,
                                        Kinds.PRESCRIPTION_MOVED,
                                        task -> outputs(task, made)));
    }

    /**
     * What other pharmacies gave back and nobody holds circulates again, unless the prescriber
     * wants it back.
     */
    private static Prescription after(Prescription row, List<Line> lines) {
        if (lines.stream().allMatch(Line::done)) {
            return row.after(Step.COMPLETE);
        }
        if (lines.stream().anyMatch(Line::isOpen)) {
            return row;
        }
        return row.revocation() == null ? row.after(Step.RELEASE) : row.revoked(lines);
    }

    private static void outputs(ObjectNode task, List<Stored> made) {
        for (Stored dispense : made) {
            ObjectNode output = task.withArray("output").addObject();
            output.putObject("type").put("text", "medication-dispense");
            output.set("valueReference", Fhir.reference(dispense.reference()));
        }
    }
}
