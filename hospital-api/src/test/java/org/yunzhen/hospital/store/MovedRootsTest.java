package org.yunzhen.hospital.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yunzhen.hospital.testing.AddedParameter.found;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.http.HttpServer;
import jakarta.inject.Inject;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
    private static final String NEW = "https://new.example";
    private static final String OLD = "https://old.example";
    private static final String OF_PATIENT = "/fhir/Patient/moved-p/Observation";

    private final Http integration = Http.as("integration01");

    @Inject IndexVersion version;
    @Inject Leases leases;
    @Inject Transactions transactions;
    @Inject SearchTerms terms;
    @Inject ParameterNumbers numbers;
    @Inject TenantParameters parameters;
    @Inject HttpServer server;
    @Inject YunzhenConfig config;

    @Test
    void what_names_the_new_address_leads_here_and_what_names_the_old_one_no_longer() {
        observation("moved-here", "Patient/moved-p");
        observation("moved-new", NEW + "/fhir/Patient/moved-p");
        observation("moved-old", OLD + "/fhir/Patient/moved-p");
        run(
                """
                UPDATE resource SET (terms, patients) =
                       (SELECT terms, patients FROM resource WHERE tenant = 'home'
                           AND type = 'Observation' AND id = 'moved-here')
                 WHERE tenant = 'home' AND type = 'Observation' AND id = 'moved-old'""");
        run("UPDATE installation SET index_roots = '{" + OLD + "}'");
        assertThat(found(integration, OF_PATIENT))
                .containsExactlyInAnyOrder("moved-here", "moved-old");

        MovedRoots started = startedUnder(NEW);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> isSettled(started));

        for (String search : List.of(OF_PATIENT, "/fhir/Observation?patient=moved-p")) {
            assertThat(found(integration, search))
                    .as(search)
                    .containsExactlyInAnyOrder("moved-here", "moved-new");
        }
    }

    private MovedRoots startedUnder(String address) {
        YunzhenConfig moved =
                (YunzhenConfig)
                        Proxy.newProxyInstance(
                                YunzhenConfig.class.getClassLoader(),
                                new Class<?>[] {YunzhenConfig.class},
                                (proxy, method, values) ->
                                        method.getName().equals("baseUrl")
                                                ? Optional.of(address)
                                                : method.invoke(config, values));
        OwnRoots roots = new OwnRoots(moved, server);
        Indexer indexer = new Indexer(terms, numbers, parameters, roots);
        return new MovedRoots(version, leases, transactions, indexer, roots, moved);
    }

    private static boolean isSettled(MovedRoots roots) {
        roots.run().await().indefinitely();
        return roots.isSettled();
    }

    private void observation(String id, String subject) {
        String json =
                """
                {"resourceType":"Observation","id":"%s","status":"final","code":{"text":"x"},
                 "subject":{"reference":"%s"}}"""
                        .formatted(id, subject);
        Reply reply = integration.put("/fhir/Observation/" + id, json);
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
    }

    private void run(String sql) {
        transactions.run("home", tx -> tx.run(sql)).await().indefinitely();
    }
}
