package org.yunzhen.hospital.event.subscription;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import org.yunzhen.hospital.access.Caller;
import org.yunzhen.hospital.platform.config.YunzhenConfig;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.store.Tx;

/** Tokens by which a socket is bound to a subscription: good once, and for a short time. */
@ApplicationScoped
class Bindings {
    /** How long a token is good. */
    static final Duration LIFETIME = Duration.ofMinutes(1);

    private static final int TOKEN_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final String KEEP =
            """
            WITH forgotten AS (DELETE FROM subscription_binding WHERE expires_at < now())
            INSERT INTO subscription_binding (tenant, token, subscription, expires_at, until)
            VALUES ($1, $2, $3, $4, $5)""";

    private static final String TAKE =
            """
            DELETE FROM subscription_binding WHERE token = $1 AND expires_at > now()
            RETURNING tenant, subscription, until""";

    private final Transactions transactions;
    private final String home;

    Bindings(Transactions transactions, YunzhenConfig config) {
        this.transactions = transactions;
        this.home = config.homeTenant();
    }

    /** What a socket is bound to, and until when. */
    record Binding(String tenant, String subscription, OffsetDateTime until) {}

    /** Makes a token for a subscription. */
    Uni<String> make(Tx tx, Caller caller, Subscribed subscribed) {
        byte[] bytes = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return tx.run(
                        KEEP,
                        tx.tenant(),
                        hash(token),
                        subscribed.id(),
                        tx.now().plus(LIFETIME),
                        caller.expires().atOffset(ZoneOffset.UTC))
                .replaceWith(token);
    }

    /** What a token stands for; it is used up. */
    Uni<Optional<Binding>> take(String token) {
        return transactions
                .reading(home)
                .run(TAKE, hash(token))
                .map(
                        rows -> {
                            for (Row row : rows) {
                                return Optional.of(
                                        new Binding(
                                                row.getString(0),
                                                row.getString(1),
                                                row.getOffsetDateTime(2)));
                            }
                            return Optional.empty();
                        });
    }

    private static Buffer hash(String token) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return Buffer.buffer(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
