package org.yunzhen.hospital.prescription;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.yunzhen.hospital.prescription.Ward.Visit;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Ids;
import org.yunzhen.hospital.store.Ownership;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.store.Tx;

/**
 * Circulating prescriptions in great number: one goes the whole way, the others are copies of its
 * documents and rows, each with a code of its own.
 */
@ApplicationScoped
class Circulating {
    private static final String COPY =
            """
            INSERT INTO prescription
            SELECT (jsonb_populate_record(p, jsonb_build_object('id', $2::text, 'bundle', $3::text,
                        'code_hash', $4::text, 'code_sealed', $5::text))).*
              FROM prescription p WHERE tenant = 'home' AND id = $1""";

    private static final String COPY_LINE =
            """
            INSERT INTO prescription_line
            SELECT (jsonb_populate_record(l, jsonb_build_object(
                        'prescription', $2::text, 'request', $3::text))).*
              FROM prescription_line l WHERE tenant = 'home' AND prescription = $1""";

    private final Transactions transactions;
    private final Documents documents;
    private final PickupCodes codes;
    private final Ward ward;
    private Original original;

    Circulating(Transactions transactions, Documents documents, PickupCodes codes, Ward ward) {
        this.transactions = transactions;
        this.documents = documents;
        this.codes = codes;
        this.ward = ward;
    }

    /** A prescription that a pharmacy can claim: its Task and the patient's code. */
    record Ready(String task, String code) {}

    private record Original(
            String patient, ObjectNode task, ObjectNode bundle, ObjectNode request) {}

    /** As many as wished. */
    List<Ready> prescriptions(int count) {
        if (original == null) {
            Visit visit = ward.visit();
            original = read(visit.patient(), ward.ready(visit));
        }
        return transactions.run(Ward.HOME, tx -> copies(tx, count)).await().indefinitely();
    }

    private Original read(String patient, String id) {
        ObjectNode task = document("Task", id);
        String bundle = task.path("focus").path("reference").asText();
        return new Original(
                patient,
                task,
                document("Bundle", bundle.substring("Bundle/".length())),
                document("MedicationRequest", TaskCalls.request(id)));
    }

    private ObjectNode document(String type, String id) {
        return transactions
                .run(Ward.HOME, tx -> documents.find(tx, type, id))
                .map(found -> found.orElseThrow().document())
                .await()
                .indefinitely();
    }

    private Uni<List<Ready>> copies(Tx tx, int count) {
        List<Ready> made = new ArrayList<>();
        Uni<Void> all = Uni.createFrom().voidItem();
        for (int i = 0; i < count; i++) {
            all = all.chain(() -> copy(tx)).invoke(made::add).replaceWithVoid();
        }
        return all.replaceWith(made);
    }

    private Uni<Ready> copy(Tx tx) {
        String task = Ids.next();
        String bundle = Ids.next();
        String request = Ids.next();
        String first = original.task().path("id").textValue();
        Prescription.PickupCode code = codes.fresh(tx.tenant());
        return write(tx, original.task(), task)
                .chain(() -> write(tx, original.bundle(), bundle))
                .chain(() -> write(tx, original.request(), request))
                .chain(
                        () ->
                                tx.run(
                                        COPY,
                                        first,
                                        task,
                                        bundle,
                                        hex(code.hash()),
                                        hex(code.sealed())))
                .chain(() -> tx.run(COPY_LINE, first, task, request))
                .map(nothing -> new Ready(task, codes.open(tx.tenant(), code)));
    }

    private Uni<Void> write(Tx tx, ObjectNode document, String id) {
        Ownership ownership =
                Ownership.of(
                        "prescription",
                        "Patient/" + original.patient(),
                        "Practitioner/" + Ward.DOCTOR,
                        "Practitioner/" + Ward.PHARMACIST);
        ObjectNode copy = document.deepCopy().put("id", id);
        return documents.create(tx, copy, ownership).replaceWithVoid();
    }

    private static String hex(Buffer bytes) {
        return "\\x" + HexFormat.of().formatHex(bytes.getBytes());
    }
}
