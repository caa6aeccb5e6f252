package org.yunzhen.hospital.prescription;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.yunzhen.hospital.access.Access;
import org.yunzhen.hospital.event.Kinds;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Inputs;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Issue;
import org.yunzhen.mappings.refusal.Outcome;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** A pharmacy claims, with the patient's code, the lines of a prescription that nobody holds. */
@ApplicationScoped
class ClaimService {
    private final PrescriptionRows rows;
    private final PickupCodes codes;
    private final SigningKeys keys;
    private final PickupAttempts attempts;
    private final Locks locks;
    private final Documents documents;
    private final Moves moves;

    ClaimService(
            PrescriptionRows rows,
            PickupCodes codes,
            SigningKeys keys,
            PickupAttempts attempts,
            Locks locks,
            Documents documents,
            Moves moves) {
        this.rows = rows;
        this.codes = codes;
        this.keys = keys;
        this.attempts = attempts;
        this.locks = locks;
        this.documents = documents;
        this.moves = moves;
    }

    /**
     * Claims. The row of the code is locked first, so of many pharmacies one finds it free; a wrong
     * code is answered, not thrown, so that its count is committed.
     */
    Uni<Answer> claim(Call call, Tx tx) {
        String code = Inputs.of(call).requiredText("code");
        String pharmacy = call.caller().actor();
        return attempts.tooMany(tx, pharmacy)
                .invoke(ClaimService::refuseIf)
                .chain(() -> rows.lockByCode(tx, codes.hash(tx.tenant(), code)))
                .chain(
                        found ->
                                found.isPresent()
                                        ? claimed(call, tx, found.get())
                                        : notFound(call, tx));
    }

    /** Under another seal no code is found: that is no guess, and is not held against anybody. */
    private Uni<Answer> notFound(Call call, Tx tx) {
        return keys.isSealOfTenant(tx)
                .invoke(ClaimService::refuseUnless)
                .chain(() -> attempts.countWrong(tx, call.caller().actor()))
                .map(counted -> wrong(call));
    }

    private static void refuseUnless(boolean sealIsOfTenant) {
        if (!sealIsOfTenant) {
            throw new RefusedException(Refusal.SEAL_UNAVAILABLE);
        }
    }

    private static void refuseIf(boolean tooMany) {
        if (tooMany) {
            throw new RefusedException(Refusal.TOO_MANY_ATTEMPTS);
        }
    }

    private static Answer wrong(Call call) {
        Refusal refusal = Refusal.PICKUP_CODE_INVALID;
        return Answer.document(
                refusal.status(), Outcome.of(List.of(Issue.of(refusal)), call.language()));
    }

    private Uni<Answer> claimed(Call call, Tx tx, Prescription row) {
        return rows.lines(tx, row.id())
                .chain(
                        lines ->
                                lines.stream().anyMatch(Line::isFree)
                                        ? taken(call, tx, row, lines)
                                        : again(call, tx, row, lines));
    }

    /** Nothing is free: who holds some of it is told the same again, for an answer may be lost. */
    private Uni<Answer> again(Call call, Tx tx, Prescription row, List<Line> lines) {
        if (row.status() != PrescriptionStatus.IN_PROGRESS) {
            refuseUnlessReady(row, tx);
            throw row.status().refused(PrescriptionStatus.READY);
        }
        Buffer sealed =
                Locks.sealed(lines, call.caller().actor())
                        .orElseThrow(() -> new RefusedException(Refusal.CLAIMED_BY_ANOTHER));
        return documents
                .find(tx, "Task", row.id())
                .map(Optional::orElseThrow)
                .chain(task -> answer(call, tx, row, sealed, task));
    }

    private Uni<Answer> taken(Call call, Tx tx, Prescription row, List<Line> lines) {
        refuseUnlessReady(row, tx);
        String pharmacy = call.caller().actor();
        Buffer sealed =
                Locks.sealed(lines, pharmacy)
                        .orElseGet(() -> locks.newSecret(tx.tenant(), row.id()));
        boolean joins = row.status() == PrescriptionStatus.IN_PROGRESS;
        Prescription claimed = joins ? row : row.after(Step.CLAIM);
        return rows.take(tx, row.id(), pharmacy, sealed)
                .chain(() -> rows.lines(tx, row.id()))
                .map(claimed::heldAs)
                .chain(held -> moves.apply(tx, row, held, Kinds.PRESCRIPTION_MOVED, task -> {}))
                .chain(task -> answer(call, tx, row, sealed, task));
    }

    private static void refuseUnlessReady(Prescription row, Tx tx) {
        if (row.status() == PrescriptionStatus.CANCELLED) {
            throw new RefusedException(Refusal.PRESCRIPTION_REVOKED);
        }
        if (row.status() == PrescriptionStatus.FAILED || row.expired(tx.now())) {
            throw new RefusedException(Refusal.PRESCRIPTION_EXPIRED);
        }
        if (row.revocation() != null) {
            throw new RefusedException(Refusal.REVOCATION_PENDING);
        }
    }

    private Uni<Answer> answer(Call call, Tx tx, Prescription row, Buffer sealed, Stored task) {
        call.trace().through(Access.PARTY);
        call.trace().touched(task);
        return documents
                .find(tx, "Bundle", row.bundle())
                .map(Optional::orElseThrow)
                .map(bundle -> answer(task, locks.secret(tx.tenant(), row.id(), sealed), bundle));
    }

    private static Answer answer(Stored task, byte[] secret, Stored bundle) {
        ObjectNode parameters = Fhir.resource("Parameters");
        var list = parameters.putArray("parameter");
        list.addObject().put("name", "task").set("resource", task.document());
        list.addObject()
                .put("name", "secret")
                .put("valueString", new String(secret, StandardCharsets.US_ASCII));
        list.addObject().put("name", "prescription").set("resource", bundle.document());
        return Answer.document(200, parameters);
    }
}
