package org.yunzhen.hospital.event.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** The secret of a subscription: who is told it, and what it proves. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(value = ReceiverResource.class, restrictToAnnotatedClass = true)
class SubscriptionSecretTest {
    @Inject Transactions transactions;

    private SubscriptionWorld world;

    @BeforeEach
    void the_receiver_takes_everything() {
        world = new SubscriptionWorld(transactions);
    }

    @Test
    void a_notification_proves_itself_by_its_own_subscriptions_secret_and_by_no_other() {
        String id = world.subscribed(world.plain("application/fhir+json"));
        String other =
                world.subscribed(world.plain(null).replace("code=" + world.code, "code=none"));
        world.observation(world.code, "p1");

        LoggedRequest told = world.sent(1).get(0);

        String given = told.getHeader("X-Yunzhen-Signature");
        assertThat(given).isEqualTo(SubscriptionWorld.signature(told, world.secret(id)));
        assertThat(given).isNotEqualTo(SubscriptionWorld.signature(told, world.secret(other)));
        assertThat(given).isNotEqualTo(SubscriptionWorld.signature(told, ReceiverResource.SECRET));
    }

    @Test
    void the_secret_stays_the_same_and_follows_from_the_one_that_the_operator_has_set() {
        String id = world.subscribed(world.plain(null));
        String actor = actor(id);
        byte[] named = ("home " + actor + " " + id).getBytes();

        assertThat(actor).isNotBlank();
        assertThat(world.secret(id))
                .matches("[0-9a-f]{64}")
                .isEqualTo(world.secret(id))
                .isEqualTo(SubscriptionWorld.hmac(ReceiverResource.SECRET, named));
    }

    private String actor(String id) {
        return world.run("SELECT actor FROM subscription WHERE id = $1", id)
                .iterator()
                .next()
                .getString(0);
    }

    @Test
    void it_is_told_to_whoever_subscribed_and_to_no_cache_and_no_trail() {
        String id = world.subscribed(world.plain(null));
        String path = "/fhir/Subscription/" + id + "/$secret";

        Reply told = world.integration.post(path, "{\"resourceType\":\"Parameters\"}");
        assertThat(told.header("Cache-Control")).isEqualTo("no-store");
        assertThat(world.integration.get(path).header("Cache-Control")).isEqualTo("no-store");
        assertThat(
                        world.run(
                                "SELECT 1 FROM trail t WHERE t::text LIKE $1",
                                "%" + world.secret(id) + "%"))
                .isEmpty();

        for (String account : new String[] {"integration02", "patient011", "operator01"}) {
            assertThat(Http.as(account).get(path).status()).as(account).isEqualTo(403);
        }
        assertThat(world.integration.get(path.replace(id, "nobody")).status()).isEqualTo(404);
        world.run("UPDATE subscription SET actor = 'Device/another' WHERE id = $1", id);
        assertThat(world.integration.get(path).status()).isEqualTo(403);
    }
}
