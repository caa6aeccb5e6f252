package org.yunzhen.hospital.platform.demo;

import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The demo issuer's key pair (ES256), made by the first node and shared by all. */
@ApplicationScoped
@IfBuildProfile("demo")
class IssuerKeys {
    private static final String KEY_ID = "demo";

    private static final String KEEP =
            """
            INSERT INTO issuer_key (key_id, private_key, public_key) VALUES (?, ?, ?)
            ON CONFLICT (key_id) DO NOTHING""";

    private static final String FIND =
            "SELECT private_key, public_key FROM issuer_key WHERE key_id = ?";

    record Pair(PrivateKey privateKey, PublicKey publicKey) {}

    private final DataSource database;

    IssuerKeys(DataSource database) {
        this.database = database;
    }

    Pair shared() {
        try (Connection connection = database.getConnection()) {
            Pair found = find(connection);
            if (found != null) {
                return found;
            }
            keep(connection, generate());
            return find(connection);
        } catch (SQLException | GeneralSecurityException e) {
            throw new IllegalStateException("the demo issuer has no key", e);
        }
    }

    private static KeyPair generate() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static void keep(Connection connection, KeyPair pair) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(KEEP)) {
            insert.setString(1, KEY_ID);
            insert.setBytes(2, pair.getPrivate().getEncoded());
            insert.setBytes(3, pair.getPublic().getEncoded());
            insert.executeUpdate();
        }
    }

    private static Pair find(Connection connection) throws SQLException, GeneralSecurityException {
        try (PreparedStatement select = connection.prepareStatement(FIND)) {
            select.setString(1, KEY_ID);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                KeyFactory factory = KeyFactory.getInstance("EC");
                return new Pair(
                        factory.generatePrivate(new PKCS8EncodedKeySpec(row.getBytes(1))),
                        factory.generatePublic(new X509EncodedKeySpec(row.getBytes(2))));
            }
        }
    }
}
