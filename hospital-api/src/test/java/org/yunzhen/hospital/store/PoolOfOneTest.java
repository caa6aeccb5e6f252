package org.yunzhen.hospital.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.proof.Records;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** One connection for all commands: whoever fetched a second one would wait for ever. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(PoolOfOneTest.OneConnection.class)
class PoolOfOneTest {
    /** The configuration of this test. */
    public static class OneConnection implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "yunzhen.database.command-connections", "1",
                    "yunzhen.database.commands-per-connection", "24");
        }
    }

    private static final int ADMITTED = 24;

    @Inject Transactions transactions;

    private final Http integration = Http.as("integration01");

    private static String bundle(String type) {
        return """
        {"resourceType":"Bundle","type":"%s","entry":[
         {"fullUrl":"urn:uuid:22222222-2222-2222-2222-222222222222",
          "resource":{"resourceType":"Patient","active":true},
          "request":{"method":"POST","url":"Patient"}},
         {"resource":{"resourceType":"Basic","code":{"text":"x"}},
          "request":{"method":"POST","url":"Basic"}},
         {"request":{"method":"GET","url":"Patient?active=true&_count=1"}}]}\
        """
                .formatted(type);
    }

    @Test
    void every_kind_of_command_ends_with_one_connection() {
        String basic = Records.of("Basic", "one-b", "x");
        assertThat(integration.put("/fhir/Basic/one-b", basic).status()).isEqualTo(201);
        assertThat(integration.put("/fhir/Basic/one-b", basic).status()).isEqualTo(200);
        assertThat(integration.delete("/fhir/Basic/one-b").status()).isEqualTo(204);
        assertThat(integration.post("/fhir", bundle("transaction")).status()).isEqualTo(200);
        assertThat(integration.post("/fhir", bundle("batch")).status()).isEqualTo(200);
        assertThat(
                        integration
                                .with("If-None-Exist", "_id=one-c")
                                .post("/fhir/Basic", Records.of("Basic", "x"))
                                .status())
                .isEqualTo(201);
        Http keyed = integration.with("Idempotency-Key", "one");
        assertThat(keyed.post("/fhir/Basic", Records.of("Basic", "x")).status()).isEqualTo(201);
        assertThat(keyed.post("/fhir/Basic", Records.of("Basic", "x")).status()).isEqualTo(201);
        assertThat(integration.post("/fhir/Basic", "{\"resourceType\":\"Basic\"}").status())
                .isEqualTo(422);
    }

    @Test
    void commands_of_all_kinds_at_once_all_end() {
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        Http sameKey = integration.with("Idempotency-Key", "same");
        Http sameCriteria = integration.with("If-None-Exist", "identifier=urn:one%7Cx");
        String identified =
                Records.of("Basic", "x")
                        .replace(
                                "\"code\"",
                                "\"identifier\":[{\"system\":\"urn:one\",\"value\":\"x\"}],\"code\"");
        for (int i = 0; i < ADMITTED / 4; i++) {
            replies.add(integration.postLater("/fhir", bundle("transaction")));
            replies.add(integration.postLater("/fhir", bundle("batch")));
            replies.add(sameKey.postLater("/fhir/Basic", Records.of("Basic", "x")));
            replies.add(sameCriteria.postLater("/fhir/Basic", identified));
        }
        assertThat(replies.stream().map(CompletableFuture::join).map(Reply::status))
                .allMatch(status -> status == 200 || status == 201);
    }

    @Test
    void a_full_pool_says_so_at_once_and_health_still_answers() {
        integration.get("/q/health");
        CompletableFuture<Void> release = new CompletableFuture<>();
        CompletableFuture<Void> holder =
                transactions
                        .run("home", tx -> Uni.createFrom().completionStage(release))
                        .subscribeAsCompletionStage();
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        for (int i = 0; i < 10 * ADMITTED; i++) {
            replies.add(integration.postLater("/fhir/Basic", Records.of("Basic", "x")));
        }
        // those for whom there is no room are answered while the one connection is held
        CompletableFuture.anyOf(replies.toArray(CompletableFuture[]::new)).join();
        Instant asked = Instant.now();
        Reply health = integration.get("/q/health");
        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(1));
        assertThat(health.status()).isEqualTo(200);
        release.complete(null);
        holder.join();

        List<Reply> answered = replies.stream().map(CompletableFuture::join).toList();
        assertThat(answered).allMatch(reply -> reply.status() == 201 || reply.status() == 503);
        assertThat(answered)
                .filteredOn(reply -> reply.status() == 503)
                .isNotEmpty()
                .allSatisfy(reply -> assertThat(reply.header("Retry-After")).isNotNull());
        assertThat(answered).filteredOn(reply -> reply.status() == 201).isNotEmpty();
        assertThat(integration.post("/fhir/Basic", Records.of("Basic", "x")).status())
                .isEqualTo(201);
    }
}
