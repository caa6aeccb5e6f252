package org.yunzhen.hospital.prescription;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.yunzhen.hospital.access.Access;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** The lock a pharmacy has on lines of a prescription, and the secret that opens it. */
@ApplicationScoped
class Locks {
    private static final int SECRET_BYTES = 24;

    private final Seal seal;
    private final PrescriptionRows rows;
    private final Access access;

    Locks(Seal seal, PrescriptionRows rows, Access access) {
        this.seal = seal;
        this.rows = rows;
        this.access = access;
    }

    /** A new secret, sealed. */
    Buffer newSecret(String tenant, String id) {
        String secret =
                Base64.getUrlEncoder().withoutPadding().encodeToString(seal.random(SECRET_BYTES));
        return seal.seal(purpose(tenant, id), secret.getBytes(StandardCharsets.US_ASCII));
    }

    /** The secret of the lock on a held line. */
    byte[] secret(String tenant, String id, Buffer sealed) {
        return seal.open(purpose(tenant, id), sealed)
                .orElseThrow(() -> new RefusedException(Refusal.SEAL_UNAVAILABLE));
    }

    /**
     * Locks a prescription of which the calling pharmacy holds lines, and checks the secret in
     * constant time.
     */
    Uni<Held> held(Call call, Tx tx, String secret) {
        String pharmacy = call.caller().actor();
        return rows.lock(tx, call.id())
                .map(
                        found ->
                                found.filter(row -> row.holders().contains(pharmacy))
                                        .orElseThrow(() -> access.denial(call.caller())))
                .chain(row -> rows.lines(tx, row.id()).map(all -> new Held(row, pharmacy, all)))
                .invoke(held -> check(tx, held, secret))
                .invoke(() -> call.trace().through(Access.PARTY));
    }

    private void check(Tx tx, Held held, String secret) {
        Prescription row = held.row();
        Buffer sealed = sealed(held.lines(), held.pharmacy()).orElseThrow();
        boolean right =
                MessageDigest.isEqual(
                        secret(tx.tenant(), row.id(), sealed),
                        secret.getBytes(StandardCharsets.UTF_8));
        if (!right) {
            throw new RefusedException(Refusal.LOCK_SECRET_WRONG);
        }
        if (row.status() != PrescriptionStatus.IN_PROGRESS) {
            throw row.status().refused(PrescriptionStatus.IN_PROGRESS);
        }
    }

    /** The sealed secret with which a pharmacy holds lines; empty where it holds none. */
    static Optional<Buffer> sealed(List<Line> lines, String pharmacy) {
        return lines.stream()
                .filter(line -> line.isHeldBy(pharmacy))
                .map(Line::secretSealed)
                .findFirst();
    }

    private static String purpose(String tenant, String id) {
        return "lock " + tenant + " " + id;
    }
}
