package org.yunzhen.hospital.platform.demo;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.UUID;
import org.yunzhen.hospital.access.Tokens;
import org.yunzhen.hospital.platform.config.YunzhenConfig;

/** Issues the demo's tokens, signed with a key that all nodes share through the database. */
@ApplicationScoped
@IfBuildProfile("demo")
class DemoIssuer {
    private static final int AFTER_INSTALLATION = 20;

    private final IssuerKeys keys;
    private final Tokens tokens;
    private final YunzhenConfig config;
    private volatile PrivateKey signer;

    DemoIssuer(IssuerKeys keys, Tokens tokens, YunzhenConfig config) {
        this.keys = keys;
        this.tokens = tokens;
        this.config = config;
    }

    void load(@Observes @Priority(AFTER_INSTALLATION) StartupEvent event) {
        IssuerKeys.Pair pair = keys.shared();
        signer = pair.privateKey();
        tokens.trust(pair.publicKey());
    }

    /** How long its tokens are valid. */
    Duration lifetime() {
        return config.demo().tokenLifetime();
    }

    /**
     * A signed token for an account.
     *
     * @param client who asked for it: the app, or the system itself (RFC 9068 section 2.2)
     */
    String tokenFor(Account account, String client) {
        return Jwt.issuer(config.issuer().name())
                .subject(account.name())
                .claim("client_id", client)
                .claim("role", account.role())
                .claim("actor", account.actor())
                .claim("tenants", String.join(" ", account.tenants()))
                .claim("jti", UUID.randomUUID().toString())
                .expiresIn(lifetime())
                .jws()
                .algorithm(SignatureAlgorithm.ES256)
                .sign(signer);
    }
}
