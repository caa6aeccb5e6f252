package org.yunzhen.hospital.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yunzhen.hospital.testing.AddedParameter.found;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.platform.config.YunzhenConfig;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** A service that has moved to another address, on an index that was made by the old one. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class MovedRootsTest {
    private static final String OLD = "https://old.example";
    private static final String OF_PATIENT = "/fhir/Patient/moved-p/Observation";

    private final Http integration = Http.as("integration01");

    @Inject MovedRoots sinceStart;
    @Inject IndexVersion version;
    @Inject Leases leases;
    @Inject Transactions transactions;
    @Inject Indexer indexer;
    @Inject OwnRoots roots;
    @Inject YunzhenConfig config;

    @Test
    void what_names_the_new_address_leads_here_and_what_names_the_old_one_no_longer() {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(sinceStart::isSettled);
        observation("moved-new", Http.address());
        observation("moved-old", OLD);
        run(
                """
                UPDATE resource SET patients = '{moved-p}',
                       terms = (SELECT terms FROM resource WHERE tenant = 'home'
                                   AND type = 'Observation' AND id = 'moved-new')
                 WHERE tenant = 'home' AND type = 'Observation' AND id = 'moved-old'""");
        run(
                """
                UPDATE resource SET patients = '{}', terms = '{}'
                 WHERE tenant = 'home' AND type = 'Observation' AND id = 'moved-new'""");
        run("UPDATE installation SET index_roots = '{" + OLD + "}'");
        assertThat(found(integration, OF_PATIENT)).containsExactly("moved-old");

        MovedRoots started = new MovedRoots(version, leases, transactions, indexer, roots, config);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> isSettled(started));

        assertThat(found(integration, OF_PATIENT)).containsExactly("moved-new");
        assertThat(found(integration, "/fhir/Observation?patient=moved-p"))
                .containsExactly("moved-new");
    }

    private static boolean isSettled(MovedRoots roots) {
        roots.run().await().indefinitely();
        return roots.isSettled();
    }

    private void observation(String id, String address) {
        String json =
                """
                {"resourceType":"Observation","id":"%s","status":"final","code":{"text":"x"},
                 "subject":{"reference":"%s/fhir/Patient/moved-p"}}"""
                        .formatted(id, address);
        Reply reply = integration.put("/fhir/Observation/" + id, json);
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
    }

    private void run(String sql) {
        transactions.run("home", tx -> tx.run(sql)).await().indefinitely();
    }
}
