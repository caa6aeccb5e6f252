package org.yunzhen.hospital.access;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.PublicKey;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.yunzhen.hospital.platform.config.YunzhenConfig;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Who a bearer token (RFC 6750, RFC 7519) speaks for. A token is verified once and then remembered
 * until it ends; verification runs on a worker.
 */
@ApplicationScoped
public class Tokens {
    private static final int REMEMBERED_MAX = 10_000;
    private static final String BEARER = "Bearer ";

    private final Vertx vertx;
    private final YunzhenConfig config;
    private final Map<String, Caller> remembered = new ConcurrentHashMap<>();
    private volatile JWTParser parser;

    Tokens(Vertx vertx, YunzhenConfig config) {
        this.vertx = vertx;
        this.config = config;
        config.issuer()
                .jwksUrl()
                .ifPresent(url -> trust(new JWTAuthContextInfo(url, config.issuer().name())));
    }

    /** Trusts tokens that one key signed; for the demo's own issuer. */
    public void trust(PublicKey key) {
        trust(new JWTAuthContextInfo(key, config.issuer().name()));
    }

    private void trust(JWTAuthContextInfo info) {
        info.setSignatureAlgorithm(Set.of(SignatureAlgorithm.ES256, SignatureAlgorithm.RS256));
        info.setClockSkew(0);
        info.setRequireNamedPrincipal(false);
        parser = new DefaultJWTParser(info);
    }

    /**
     * The caller an {@code Authorization} header speaks for; {@link Caller#ANONYMOUS} without one.
     * Fails with 401 when the token is not good or has ended.
     */
    public Uni<Caller> caller(String authorization) {
        if (authorization == null) {
            return Uni.createFrom().item(Caller.ANONYMOUS);
        }
        if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Uni.createFrom().failure(new RefusedException(Refusal.TOKEN_INVALID));
        }
        return verified(authorization.substring(BEARER.length()).trim());
    }

    /** The same without a wait, if the header's token was verified before and has not ended. */
    public Optional<Caller> known(String authorization) {
        if (authorization == null || !authorization.startsWith(BEARER)) {
            return Optional.empty();
        }
        return Optional.ofNullable(remembered.get(authorization.substring(BEARER.length())))
                .filter(Tokens::isInTime);
    }

    private static boolean isInTime(Caller known) {
        return known.expires().isAfter(Instant.now());
    }

    /** The caller a token speaks for. Fails with 401 when the token is not good or has ended. */
    public Uni<Caller> verified(String token) {
        Caller known = remembered.get(token);
        if (known == null) {
            return Uni.createFrom()
                    .completionStage(
                            () ->
                                    vertx.executeBlocking(() -> verify(token), false)
                                            .toCompletionStage());
        }
        if (isInTime(known)) {
            return Uni.createFrom().item(known);
        }
        remembered.remove(token);
        return Uni.createFrom().failure(new RefusedException(Refusal.TOKEN_EXPIRED));
    }

    private Caller verify(String token) {
        Caller caller = read(token);
        if (remembered.size() >= REMEMBERED_MAX) {
            remembered.clear();
        }
        remembered.put(token, caller);
        return caller;
    }

    private Caller read(String token) {
        try {
            JsonWebToken jwt = parser.parse(token);
            Role role =
                    Role.of(String.valueOf(jwt.<Object>getClaim("role")))
                            .orElseThrow(() -> new RefusedException(Refusal.TOKEN_INVALID));
            return new Caller(
                    jwt.getSubject(),
                    role,
                    String.valueOf(jwt.<Object>getClaim("actor")),
                    tenants(jwt),
                    Instant.ofEpochSecond(jwt.getExpirationTime()));
        } catch (ParseException e) {
            throw new RefusedException(
                    hasExpired(e) ? Refusal.TOKEN_EXPIRED : Refusal.TOKEN_INVALID);
        }
    }

    private static Set<String> tenants(JsonWebToken jwt) {
        Set<String> tenants = new HashSet<>();
        for (String tenant : String.valueOf(jwt.<Object>getClaim("tenants")).split(" ")) {
            tenants.add(tenant);
        }
        return Set.copyOf(tenants);
    }

    private static boolean hasExpired(ParseException e) {
        return e.getCause() instanceof InvalidJwtException invalid && invalid.hasExpired();
    }
}
