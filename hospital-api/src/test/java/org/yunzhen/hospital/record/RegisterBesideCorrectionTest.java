package org.yunzhen.hospital.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** A guardian who registers while the child's record learns that it is a child no longer. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RegisterBesideCorrectionTest {
    private static final String GUARDIAN = "patient353";
    private static final String CHILD = "register-corrected";
    private static final Duration LONG = Duration.ofSeconds(20);

    private static final String RELATION =
            """
            INSERT INTO care_relation (tenant, actor, patient, kind, source, term, valid_from)
            VALUES ('home', ?, ?, 'guardian', ?, 0, now())""";

    /** Of pg_stat_activity a transaction sees no connection that was made after its first look. */
    private static final String WAITING_FOR_HOLDER =
            """
            SELECT count(*) FROM pg_locks
             WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))""";

    private static final String WAITING_BEHIND =
            """
            SELECT count(*) FROM pg_locks l, unnest(pg_blocking_pids(l.pid)) AS before
             WHERE NOT l.granted AND pg_backend_pid() = ANY(pg_blocking_pids(before))""";

    @Inject DataSource database;

    private final Http integration = Http.as("integration01");

    @Test
    void a_birth_date_that_is_corrected_while_the_guardian_registers_is_not_missed()
            throws Exception {
        String guardian = SyntheticRecord.residentId("19900105", 66);
        String child = SyntheticRecord.residentId("20200105", 55);
        put(GUARDIAN, guardian, "陈静", "");
        put(CHILD, child, "陈小宝", "");
        CompletableFuture<Reply> registered;
        CompletableFuture<Reply> corrected;

        try (Connection holder = database.getConnection()) {
            holder.setAutoCommit(false);
            holdRelation(holder);
            registered =
                    Http.anonymous().postLater("/fhir/Patient/$register", wish(guardian, child));
            await().atMost(LONG).until(() -> count(holder, WAITING_FOR_HOLDER) > 0);
            corrected =
                    integration.putLater(
                            "/fhir/Patient/" + CHILD,
                            patient(CHILD, child, "陈小宝", ",\"birthDate\":\"1950-01-05\""));
            await().atMost(LONG)
                    .until(() -> corrected.isDone() || count(holder, WAITING_BEHIND) > 0);
            holder.rollback();
        }

        assertThat(registered.join().status()).as(registered.join().text()).isEqualTo(200);
        assertThat(corrected.join().status()).as(corrected.join().text()).isEqualTo(200);
        assertThat(Http.as(GUARDIAN).get("/fhir/Patient/" + CHILD).status()).isEqualTo(403);
    }

    /** Whoever makes the same relation waits until the holder ends, and finds none. */
    private static void holdRelation(Connection holder) throws SQLException {
        String related =
                UUID.nameUUIDFromBytes((CHILD + "|" + GUARDIAN).getBytes(UTF_8)).toString();
        try (PreparedStatement insert = holder.prepareStatement(RELATION)) {
            insert.setString(1, "Patient/" + GUARDIAN);
            insert.setString(2, CHILD);
            insert.setString(3, "RelatedPerson/" + related);
            insert.executeUpdate();
        }
    }

    private static int count(Connection holder, String sql) throws SQLException {
        try (PreparedStatement select = holder.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    private void put(String id, String number, String name, String more) {
        assertThat(integration.put("/fhir/Patient/" + id, patient(id, number, name, more)).status())
                .isIn(200, 201);
    }

    private static String patient(String id, String number, String name, String more) {
        return """
               {"resourceType":"Patient","id":"%s",
                "identifier":[{"system":"urn:oid:2.16.156.10011.1.3","value":"%s"}],
                "name":[{"text":"%s"}],
                "contact":[{"name":{"text":"陈静"},
                            "telecom":[{"system":"phone","value":"19900000009"}]}]%s}"""
                .formatted(id, number, name, more);
    }

    private static String wish(String guardian, String child) {
        return """
               {"resourceType":"Parameters","parameter":[
                {"name":"residentId","valueString":"%s"},{"name":"name","valueString":"陈静"},
                {"name":"phone","valueString":"19900000009"},
                {"name":"guardianOf","part":[{"name":"residentId","valueString":"%s"},
                                             {"name":"name","valueString":"陈小宝"}]}]}"""
                .formatted(guardian, child);
    }
}
