package org.yunzhen.hospital.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.platform.boot.EmbeddedPostgres;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** PostgreSQL is stopped in mid-load and comes back; the service is not restarted. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class DatabaseOutageTest {
    private static final Path HOME = Path.of("target", "test-postgres");
    private static final boolean FULL = "full".equals(System.getProperty("proof"));
    private static final int ROUNDS = FULL ? 3 : 1;
    private static final Duration OUTAGE = Duration.ofSeconds(FULL ? 10 : 2);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @ConfigProperty(name = "yunzhen.database.url")
    String url;

    @Inject AgroalDataSource pastTheService;

    private final Http integration = Http.as("integration01");
    private final List<String> promised = new ArrayList<>();

    @Test
    void an_outage_is_told_as_503_and_ends_without_a_restart() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            assertThat(write().status()).isEqualTo(201);
            int port = URI.create(url).getPort();
            EmbeddedPostgres.stop(HOME);
            try {
                whileAway();
            } finally {
                assertThat(EmbeddedPostgres.start(HOME, port).url()).isEqualTo(url);
            }
            untilBack();
        }
        // the tests' own connections, which the service does not use, are broken too
        pastTheService.flush(AgroalDataSource.FlushMode.ALL);
        assertThat(promised)
                .allSatisfy(
                        id ->
                                assertThat(integration.get("/fhir/Basic/" + id).status())
                                        .isEqualTo(200));
    }

    private void whileAway() {
        Instant end = Instant.now().plus(OUTAGE);
        do {
            for (Reply reply :
                    List.of(write(), integration.get("/fhir/Basic/" + promised.get(0)))) {
                assertThat(reply.status()).as(reply.text()).isEqualTo(503);
                assertThat(reply.refusals())
                        .allMatch(Set.of("database-unavailable", "trail-unavailable")::contains);
                assertThat(reply.header("Retry-After")).isNotNull();
            }
        } while (Instant.now().isBefore(end));
    }

    private void untilBack() {
        Instant end = Instant.now().plus(PATIENCE);
        Reply written = write();
        while (written.status() != 201 && Instant.now().isBefore(end)) {
            assertThat(written.status()).as(written.text()).isEqualTo(503);
            written = write();
        }
        for (int i = 0; i < 50; i++) {
            assertThat(write().status()).isEqualTo(201);
            assertThat(integration.get("/fhir/Basic/" + promised.get(0)).status()).isEqualTo(200);
        }
    }

    /** Writes; what was answered with 201 was promised. */
    private Reply write() {
        Reply reply = integration.post("/fhir/Basic", Records.of("Basic", "x"));
        if (reply.status() == 201) {
            promised.add(reply.id());
        }
        return reply;
    }
}
