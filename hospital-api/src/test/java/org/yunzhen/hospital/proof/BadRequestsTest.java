package org.yunzhen.hospital.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.fhir.Operations;
import org.yunzhen.hospital.testing.PostgresResource;

/**
 * For every plain interaction and every operation, many kinds of fault: each is answered by a 4xx
 * OperationOutcome with a code of ours, and leaves every table but the trail as it was.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(OutsideProfile.class)
class BadRequestsTest {
    private static final Logger LOG = Logger.getLogger(BadRequestsTest.class);
    private static final int KINDS_MIN = 20;
    private static final int ASKED_MIN = 2_000;

    @Inject DataSource database;
    @Inject Operations operations;
    @Inject Repertoire repertoire;
    @Inject Consultations consultations;

    private BadRequests bad;

    @BeforeEach
    void begin() throws GeneralSecurityException {
        bad = new BadRequests(expiredToken());
    }

    @Test
    void every_fault_of_every_interaction_is_a_clear_4xx_that_changes_nothing() {
        InteractionFaults.data();
        Map<String, Long> before = new Tables(database).counts();

        new InteractionFaults(bad).ask();

        requireRefusedAndUnchanged(before);
    }

    @Test
    void every_fault_of_every_operation_is_a_clear_4xx_that_changes_nothing() {
        consultations.staff();
        OperationWalk.foreignData();
        List<OperationWalk> walks =
                operations.all().stream().map(o -> new OperationWalk(o, repertoire)).toList();
        Map<String, Long> before = new Tables(database).counts();

        walks.forEach(walk -> walk.ask(bad));

        requireRefusedAndUnchanged(before);
        assertThat(bad.kinds()).hasSize(operations.all().size());
    }

    private void requireRefusedAndUnchanged(Map<String, Long> before) {
        LOG.infof(
                "%d bad requests asked of %d, %d answered wrongly",
                bad.asked(), bad.kinds().size(), bad.wrong().size());
        assertThat(bad.wrong()).isEmpty();
        assertThat(new Tables(database).counts()).isEqualTo(before);
        assertThat(bad.kinds())
                .allSatisfy(
                        (name, kinds) ->
                                assertThat(kinds).as(name).hasSizeGreaterThanOrEqualTo(KINDS_MIN));
        assertThat(bad.asked()).isGreaterThanOrEqualTo(ASKED_MIN);
    }

    private String expiredToken() throws GeneralSecurityException {
        String hex =
                new Tables(database)
                        .rows("SELECT encode(private_key, 'hex') FROM issuer_key")
                        .get(0)
                        .get(0);
        return Jwt.issuer("https://yunzhen.example/demo-issuer")
                .subject("integration01")
                .claim("role", "integration")
                .claim("actor", "Device/integration01")
                .claim("tenants", "home")
                .issuedAt(1_000_000_000L)
                .expiresAt(1_000_003_600L)
                .jws()
                .algorithm(SignatureAlgorithm.ES256)
                .sign(
                        KeyFactory.getInstance("EC")
                                .generatePrivate(
                                        new PKCS8EncodedKeySpec(HexFormat.of().parseHex(hex))));
    }
}
