package org.yunzhen.hospital.prescription;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Consumer;
import org.yunzhen.hospital.access.Access;
import org.yunzhen.hospital.event.Kinds;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Inputs;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** Revoking: never at once with a pharmacy's claim, for both lock the same row. */
@ApplicationScoped
class RevocationService {
    private static final int REASON_CHARACTERS_MAX = 500;

    private final PrescriptionRows rows;
    private final Locks locks;
    private final ReleaseService releases;
    private final Moves moves;
    private final Access access;

    RevocationService(
            PrescriptionRows rows,
            Locks locks,
            ReleaseService releases,
            Moves moves,
            Access access) {
        this.rows = rows;
        this.locks = locks;
        this.releases = releases;
        this.moves = moves;
        this.access = access;
    }

    Uni<Stored> revoke(Call call, Tx tx) {
        String reason = Inputs.of(call).requiredText("reason").strip();
        if (reason.length() > REASON_CHARACTERS_MAX) {
            throw Inputs.invalid("reason");
        }
        return rows.lock(tx, call.id())
                .map(found -> found.orElseThrow(() -> access.denial(call.caller())))
                .call(row -> mayRevoke(call, tx, row))
                .chain(row -> revoked(call, tx, row, reason))
                .invoke(call.trace()::touched);
    }

    /** Only the prescriber may; another doctor of the patient is told so, a stranger nothing. */
    private Uni<Void> mayRevoke(Call call, Tx tx, Prescription row) {
        if (row.prescriber().equals(call.caller().actor())) {
            call.trace().through(Access.PARTY);
            return Uni.createFrom().voidItem();
        }
        return access.actFor(tx, call.caller(), row.patient())
                .invoke(
                        () -> {
                            throw new RefusedException(Refusal.NOT_THE_PRESCRIBER);
                        })
                .replaceWithVoid();
    }

    /** What circulates with some of it handed over is completed as far as it got. */
    private Uni<Stored> revoked(Call call, Tx tx, Prescription row, String reason) {
        Consumer<ObjectNode> told =
                task -> {
                    TaskDocument.reason(task, reason);
                    TaskDocument.note(task, call.caller().actor(), tx.now(), reason);
                };
        Prescription asked = row.wantedBack(Revocation.asked(reason));
        if (row.status() != PrescriptionStatus.IN_PROGRESS) {
            Prescription revoked = row.after(Step.REVOKE);
            return rows.lines(tx, row.id())
                    .map(Line::someDispensed)
                    .map(some -> some ? row.after(Step.COMPLETE) : revoked)
                    .chain(after -> moves.apply(tx, asked, after, Kinds.PRESCRIPTION_MOVED, told));
        }
        return rows.lines(tx, row.id())
                .invoke(lines -> refuseWhilePending(row, lines))
                .chain(() -> moves.apply(tx, row, asked, Kinds.PRESCRIPTION_MOVED, told));
    }

    /** Who has been told that all is handed over may ask once more. */
    private static void refuseWhilePending(Prescription row, List<Line> lines) {
        if (row.revocation() != null && !row.revocation().isAnswered(lines)) {
            throw new RefusedException(Refusal.REVOCATION_PENDING);
        }
    }

    Uni<Stored> answer(Call call, Tx tx) {
        Inputs inputs = Inputs.of(call);
        String secret = inputs.requiredText("secret");
        boolean accepts =
                switch (inputs.requiredText("answer")) {
                    case "accept" -> true;
                    case "already-dispensed" -> false;
                    default -> throw Inputs.invalid("answer");
                };
        return locks.held(call, tx, secret)
                .chain(held -> answered(call, tx, held, accepts))
                .invoke(call.trace()::touched);
    }

    /**
     * Who accepts gives back what it holds; who has handed over already goes on to report that.
     * What others gave back stays wanted back.
     */
    private Uni<Stored> answered(Call call, Tx tx, Held held, boolean accepts) {
        Prescription row = held.row();
        if (row.revocation() == null) {
            throw new RefusedException(
                    Refusal.WRONG_STATE, row.status().code(), "revocation-requested");
        }
        String said = accepts ? "撤销已接受 revocation accepted" : "药品已发出 already dispensed";
        Consumer<ObjectNode> told =
                task -> TaskDocument.note(task, call.caller().actor(), tx.now(), said);
        return accepts
                ? releases.release(tx, held, held.open(), told)
                : moves.apply(
                        tx,
                        row,
                        row.wantedBack(row.revocation().handedOverBy(held.pharmacy())),
                        Kinds.PRESCRIPTION_MOVED,
                        told);
    }
}
