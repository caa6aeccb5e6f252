package org.yunzhen.hospital.fhir;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * {@code Idempotency-Key}: belongs to caller and operation, lives as long as what it made. A repeat
 * gets the first answer, rebuilt from the version it made; another body under the same key is
 * refused; a repeat while the first runs waits for it.
 */
@ApplicationScoped
class Idempotency {
    private static final String TAKE =
            """
            INSERT INTO idempotency (tenant, caller, operation, key, request_hash)
            VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (tenant, caller, operation, key) DO NOTHING
            RETURNING created_at""";

    private static final String FIND =
            """
            SELECT status, type, resource_id, version, body, request_hash FROM idempotency
             WHERE tenant = $1 AND caller = $2 AND operation = $3 AND key = $4""";

    private static final String KEEP =
            """
            UPDATE idempotency SET status = $5, type = $6, resource_id = $7, version = $8, body = $9
             WHERE tenant = $1 AND caller = $2 AND operation = $3 AND key = $4""";

    private static final String KEEP_OUTSIDE =
            """
            INSERT INTO idempotency AS i (tenant, caller, operation, key, status, type, resource_id,
                                          version, body, request_hash)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            ON CONFLICT (tenant, caller, operation, key) DO UPDATE
               SET status = EXCLUDED.status, type = EXCLUDED.type, body = EXCLUDED.body,
                   resource_id = EXCLUDED.resource_id, version = EXCLUDED.version
             WHERE i.status IS NULL AND i.request_hash = EXCLUDED.request_hash""";

    private static final int CLAIM_SECONDS = 20;

    private static final String TAKE_OVER =
            """
            UPDATE idempotency SET created_at = now()
             WHERE tenant = $1 AND caller = $2 AND operation = $3 AND key = $4 AND status IS NULL
               AND created_at < now() - interval '%d seconds'
            RETURNING created_at"""
                    .formatted(CLAIM_SECONDS);

    private static final String RELEASE =
            """
            DELETE FROM idempotency
             WHERE tenant = $1 AND caller = $2 AND operation = $3 AND key = $4 AND status IS NULL
               AND created_at = $5""";

    private static final int HASH_COLUMN = 5;
    private static final int OK = 200;
    private static final int CREATED = 201;

    private final Documents documents;

    Idempotency(Documents documents) {
        this.documents = documents;
    }

    /** Takes the key for this call; the first answer when it was taken before. */
    Uni<Optional<Answer>> take(Tx tx, Call call) {
        String key = call.conditions().idempotencyKey();
        if (key == null) {
            return Uni.createFrom().item(Optional.empty());
        }
        Buffer hash = hash(call);
        return tx.run(TAKE, tx.tenant(), owner(call), operation(call), key, hash)
                .chain(
                        rows ->
                                rows.rowCount() == 1
                                        ? Uni.createFrom().item(Optional.empty())
                                        : first(tx, call, hash).map(Optional::of));
    }

    /**
     * What a call that goes outside finds under its key.
     *
     * @param running whether another call of this key is under way
     * @param first the answer of the first call, when it has one
     * @param since when this call claimed the key, by which its claim is known; null where it did
     *     not
     */
    record Claim(boolean running, Optional<Answer> first, OffsetDateTime since) {
        private static final Claim WITHOUT_KEY = new Claim(false, Optional.empty(), null);
        private static final Claim OF_ANOTHER = new Claim(true, Optional.empty(), null);

        private static Claim mine(RowSet<Row> rows) {
            OffsetDateTime since = rows.iterator().next().getOffsetDateTime(0);
            return new Claim(false, Optional.empty(), since);
        }
    }

    /**
     * Claims the key for a call that goes outside, in a transaction before it. A claim that came to
     * no end within {@value #CLAIM_SECONDS} seconds is that of a call that died: it is taken over,
     * and the operation's own state makes the two one.
     */
    Uni<Claim> claim(Tx tx, Call call) {
        String key = call.conditions().idempotencyKey();
        if (key == null) {
            return Uni.createFrom().item(Claim.WITHOUT_KEY);
        }
        Buffer hash = hash(call);
        return tx.run(TAKE, tx.tenant(), owner(call), operation(call), key, hash)
                .chain(
                        rows ->
                                rows.rowCount() == 1
                                        ? Uni.createFrom().item(Claim.mine(rows))
                                        : found(tx, call, hash));
    }

    private Uni<Claim> found(Tx tx, Call call, Buffer hash) {
        String key = call.conditions().idempotencyKey();
        return tx.run(FIND, tx.tenant(), owner(call), operation(call), key)
                .chain(
                        rows -> {
                            if (rows.rowCount() == 0) {
                                return Uni.createFrom().item(Claim.OF_ANOTHER);
                            }
                            Row row = rows.iterator().next();
                            boolean unfinished = row.getInteger(0) == null;
                            return unfinished
                                            && row.getBuffer(HASH_COLUMN).getDelegate().equals(hash)
                                    ? takenOver(tx, call)
                                    : rebuilt(tx, call, row, hash)
                                            .map(
                                                    answer ->
                                                            new Claim(
                                                                    false,
                                                                    Optional.of(answer),
                                                                    null));
                        });
    }

    private Uni<Claim> takenOver(Tx tx, Call call) {
        String key = call.conditions().idempotencyKey();
        return tx.run(TAKE_OVER, tx.tenant(), owner(call), operation(call), key)
                .map(rows -> rows.rowCount() == 1 ? Claim.mine(rows) : Claim.OF_ANOTHER);
    }

    /**
     * Gives a claim up whose call was refused: the same wish may be asked again. A claim that
     * another has taken over is the other's.
     */
    Uni<Void> release(Tx tx, Call call, Claim claim) {
        String key = call.conditions().idempotencyKey();
        return key == null
                ? Uni.createFrom().voidItem()
                : tx.run(RELEASE, tx.tenant(), owner(call), operation(call), key, claim.since())
                        .replaceWithVoid();
    }

    /** Keeps what is needed to give the same answer again. */
    Uni<Void> keep(Tx tx, Call call, Answer answer) {
        if (call.conditions().idempotencyKey() == null) {
            return Uni.createFrom().voidItem();
        }
        return tx.run(KEEP, kept(tx, call, answer)).replaceWithVoid();
    }

    /**
     * The same for a call that went outside: one that was slow may find its claim taken over and
     * given up. The answer that was kept first stays.
     */
    Uni<Void> keepOutside(Tx tx, Call call, Answer answer) {
        if (call.conditions().idempotencyKey() == null) {
            return Uni.createFrom().voidItem();
        }
        List<Object> values = kept(tx, call, answer);
        values.add(hash(call));
        return tx.run(KEEP_OUTSIDE, values).replaceWithVoid();
    }

    private static List<Object> kept(Tx tx, Call call, Answer answer) {
        List<Object> values = new ArrayList<>();
        values.add(tx.tenant());
        values.add(owner(call));
        values.add(operation(call));
        values.add(call.conditions().idempotencyKey());
        values.addAll(KeptAnswer.of(answer).values());
        return values;
    }

    private Uni<Answer> first(Tx tx, Call call, Buffer hash) {
        String key = call.conditions().idempotencyKey();
        return tx.run(FIND, tx.tenant(), owner(call), operation(call), key)
                .chain(rows -> rebuilt(tx, call, rows.iterator().next(), hash));
    }

    private Uni<Answer> rebuilt(Tx tx, Call call, Row row, Buffer hash) {
        if (!row.getBuffer(HASH_COLUMN).getDelegate().equals(hash)) {
            return Uni.createFrom().failure(new RefusedException(Refusal.IDEMPOTENCY_MISMATCH));
        }
        KeptAnswer kept = KeptAnswer.read(row);
        return kept.isWhole() ? Uni.createFrom().item(kept.whole()) : ofVersion(tx, call, kept);
    }

    private Uni<Answer> ofVersion(Tx tx, Call call, KeptAnswer kept) {
        boolean located = located(call, kept.status());
        return documents
                .version(tx, kept.type(), kept.id(), kept.version())
                .map(found -> found.map(stored -> kept.rebuilt(stored, located)).orElse(null))
                .onItem()
                .ifNull()
                .switchTo(() -> erased(tx, call));
    }

    /** Between the two looks what the answer told of was erased, and the answer with it. */
    private Uni<Answer> erased(Tx tx, Call call) {
        String key = call.conditions().idempotencyKey();
        return tx.run(FIND, tx.tenant(), owner(call), operation(call), key)
                .map(rows -> KeptAnswer.read(rows.iterator().next()).whole());
    }

    /** Whether the first answer named its version: not where a create found what exists. */
    private static boolean located(Call call, int status) {
        return status == CREATED || (status == OK && call.kind() != Call.Kind.CREATE);
    }

    private static String owner(Call call) {
        return call.caller().actor();
    }

    private static String operation(Call call) {
        String name = call.operation() == null ? call.kind().name() : "$" + call.operation();
        return String.join(" ", name, text(call.type()), text(call.id()));
    }

    private static String text(String value) {
        return value == null ? "-" : value;
    }

    private static Buffer hash(Call call) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            if (call.body() != null) {
                digest.update(FhirJson.write(call.body()));
            }
            call.query()
                    .forEach(e -> digest.update((e.getKey() + "=" + e.getValue()).getBytes(UTF_8)));
            return Buffer.buffer(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
