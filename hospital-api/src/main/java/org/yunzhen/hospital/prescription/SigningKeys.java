package org.yunzhen.hospital.prescription;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.KeyPair;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import org.yunzhen.hospital.platform.config.YunzhenConfig;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * One key pair per person, made at the first signature and kept sealed; whoever makes it first, of
 * all nodes, made it. Certificates are issued by the tenant's own CA ({@code Rule.R36}).
 */
@ApplicationScoped
class SigningKeys {
    private static final String CA = "CA";
    private static final String CA_NAME = "%s signing CA";
    private static final Duration CA_TERM = Duration.ofDays(3652);
    private static final Duration PERSON_TERM = Duration.ofDays(1095);

    private static final String FIND =
            "SELECT private_key, certificate FROM signing_key WHERE tenant = $1 AND actor = $2";

    private static final String KEEP =
            """
            INSERT INTO signing_key (tenant, actor, private_key, certificate)
            VALUES ($1, $2, $3, $4) ON CONFLICT (tenant, actor) DO NOTHING""";

    private final String authorityName;
    private final Seal seal;
    private final Workers workers;

    SigningKeys(YunzhenConfig config, Seal seal, Workers workers) {
        this.authorityName = CA_NAME.formatted(config.insurance().fixmedinsName());
        this.seal = seal;
        this.workers = workers;
    }

    /** The CA of the tenant. */
    Uni<SigningKey> authority(Tx tx) {
        return found(tx, CA)
                .chain(
                        key ->
                                key == null
                                        ? made(tx, CA, this::newAuthority)
                                        : Uni.createFrom().item(key));
    }

    /**
     * The key of a person.
     *
     * @param actor {@code Practitioner/x}
     */
    Uni<SigningKey> of(Tx tx, String actor) {
        return found(tx, actor)
                .chain(
                        key ->
                                key == null
                                        ? authority(tx)
                                                .chain(
                                                        ca ->
                                                                made(
                                                                        tx,
                                                                        actor,
                                                                        () -> issued(ca, actor)))
                                        : Uni.createFrom().item(key));
    }

    /** Whether this node's seal is that of the tenant's keys, and so of its other secrets. */
    Uni<Boolean> isSealOfTenant(Tx tx) {
        return tx.run(FIND, tx.tenant(), CA)
                .map(RowSet::iterator)
                .map(
                        rows ->
                                !rows.hasNext()
                                        || seal.open(
                                                        purpose(tx, CA),
                                                        rows.next().getBuffer(0).getDelegate())
                                                .isPresent());
    }

    /** A new key pair with its certificate as DER. */
    private record Fresh(KeyPair keys, byte[] certificate) {}

    private interface Maker {
        Fresh make();
    }

    private Fresh newAuthority() {
        KeyPair keys = Sm2.newKeys();
        Instant from = Instant.now().minusSeconds(60);
        return new Fresh(keys, Sm2.selfSigned(keys, authorityName, from, from.plus(CA_TERM)));
    }

    private static Fresh issued(SigningKey ca, String actor) {
        KeyPair keys = Sm2.newKeys();
        Instant from = Instant.now().minusSeconds(60);
        String name = actor.replace('/', ' ');
        return new Fresh(
                keys,
                Sm2.issued(
                        ca.privateKey(),
                        ca.certificate(),
                        keys.getPublic(),
                        name,
                        from,
                        from.plus(PERSON_TERM)));
    }

    private Uni<SigningKey> made(Tx tx, String actor, Maker maker) {
        return workers.call(maker::make)
                .chain(
                        fresh ->
                                tx.run(
                                        KEEP,
                                        tx.tenant(),
                                        actor,
                                        seal.seal(
                                                purpose(tx, actor),
                                                fresh.keys().getPrivate().getEncoded()),
                                        Buffer.buffer(fresh.certificate())))
                .chain(() -> found(tx, actor));
    }

    private Uni<SigningKey> found(Tx tx, String actor) {
        return tx.run(FIND, tx.tenant(), actor).map(rows -> key(tx, actor, rows));
    }

    private SigningKey key(Tx tx, String actor, RowSet<Row> rows) {
        var iterator = rows.iterator();
        if (!iterator.hasNext()) {
            return null;
        }
        Row row = iterator.next();
        return new SigningKey(
                Sm2.privateKey(opened(purpose(tx, actor), row.getBuffer(0).getDelegate())),
                Sm2.certificate(row.getBuffer(1).getDelegate().getBytes()));
    }

    /** Another node, or this one when its secret is mended, may sign: so the caller is told. */
    private byte[] opened(String purpose, Buffer sealed) {
        return seal.open(purpose, sealed)
                .orElseThrow(() -> new RefusedException(Refusal.SIGNING_UNAVAILABLE));
    }

    private static String purpose(Tx tx, String actor) {
        return "signing key " + tx.tenant() + " " + actor;
    }

    static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read can be written", e);
        }
    }
}
