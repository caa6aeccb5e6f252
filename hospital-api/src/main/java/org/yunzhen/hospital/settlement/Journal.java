package org.yunzhen.hospital.settlement;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.insurance.PreparedCall;

/**
 * What is sent outside for a bill: written down before it leaves, completed when it is answered.
 */
@ApplicationScoped
class Journal {
    private static final int DETAIL_CHARACTERS_MAX = 400;

    private static final String SENDING =
            """
            INSERT INTO bill_message (tenant, message_no, bill, action, body_hash)
            VALUES ($1, $2, $3, $4, $5)""";

    private static final String ANSWERED =
            """
            UPDATE bill_message SET outcome = $4, detail = $5, answered_at = now()
             WHERE tenant = $1 AND message_no = $2 AND action = $3 AND outcome IS NULL""";

    /**
     * @param action transaction number of the platform, or path of the cash channel
     * @param body of which only the hash is kept, for it is full of personal data
     */
    Uni<Void> sending(Tx tx, String bill, String messageNo, String action, String body) {
        return tx.run(SENDING, tx.tenant(), messageNo, bill, action, hash(body)).replaceWithVoid();
    }

    /** The same of a message to the platform. */
    Uni<Void> sending(Tx tx, String bill, PreparedCall<?> call) {
        return sending(tx, bill, call.msgid(), call.transaction().infno(), call.body());
    }

    Uni<Void> answered(Tx tx, String messageNo, String action, String outcome, String detail) {
        String bounded =
                detail == null || detail.length() <= DETAIL_CHARACTERS_MAX
                        ? detail
                        : detail.substring(0, DETAIL_CHARACTERS_MAX);
        return tx.run(ANSWERED, Arrays.asList(tx.tenant(), messageNo, action, outcome, bounded))
                .replaceWithVoid();
    }

    private static Buffer hash(String body) {
        try {
            return Buffer.buffer(MessageDigest.getInstance("SHA-256").digest(body.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
