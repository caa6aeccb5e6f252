package org.yunzhen.hospital.testing;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;

/** Tokens of the demo issuer that end when a test wants them to. */
@ApplicationScoped
public class ShortToken {
    @Inject DataSource database;

    /** A token of a patient. */
    public String ofPatient(String patient, Duration lifetime) {
        return of("patient", "Patient/" + patient, "home", lifetime);
    }

    /** A token of anybody in any tenant. */
    public String of(String role, String actor, String tenant, Duration lifetime) {
        return Jwt.issuer("https://yunzhen.example/demo-issuer")
                .subject(actor)
                .claim("role", role)
                .claim("actor", actor)
                .claim("tenants", tenant)
                .claim("jti", UUID.randomUUID().toString())
                .expiresIn(lifetime)
                .jws()
                .algorithm(SignatureAlgorithm.ES256)
                .sign(key());
    }

    private PrivateKey key() {
        try (Connection connection = database.getConnection();
                ResultSet row =
                        connection
                                .createStatement()
                                .executeQuery("SELECT private_key FROM issuer_key")) {
            row.next();
            return KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(row.getBytes(1)));
        } catch (SQLException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
