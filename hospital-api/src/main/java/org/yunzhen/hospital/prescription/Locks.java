package org.yunzhen.hospital.prescription;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.yunzhen.hospital.access.Access;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** The lock a pharmacy has on a prescription, and the secret that opens it. */
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

    /** The secret of a held prescription. */
    byte[] secret(String tenant, Prescription held) {
        return seal.open(purpose(tenant, held.id()), held.secretSealed());
    }

    /**
     * Locks the row of a prescription that the calling pharmacy holds, and checks the secret in
     * constant time.
     */
    Uni<Prescription> held(Call call, Tx tx, String secret) {
        return rows.lock(tx, call.id())
                .map(
                        found ->
                                found.filter(row -> call.caller().actor().equals(row.holder()))
                                        .orElseThrow(() -> access.denial(call.caller())))
                .invoke(row -> check(tx, row, secret))
                .invoke(() -> call.trace().through(Access.PARTY));
    }

    private void check(Tx tx, Prescription row, String secret) {
        boolean right =
                MessageDigest.isEqual(
                        secret(tx.tenant(), row), secret.getBytes(StandardCharsets.UTF_8));
        if (!right) {
            throw new RefusedException(Refusal.LOCK_SECRET_WRONG);
        }
        if (row.status() != PrescriptionStatus.IN_PROGRESS) {
            throw new RefusedException(Refusal.WRONG_STATE, row.status().code());
        }
    }

    private static String purpose(String tenant, String id) {
        return "lock " + tenant + " " + id;
    }
}
