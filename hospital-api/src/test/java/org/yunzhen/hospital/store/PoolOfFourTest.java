package org.yunzhen.hospital.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.proof.Records;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(PoolOfFourTest.FourConnections.class)
class PoolOfFourTest {
    /** The configuration of this test. */
    public static class FourConnections implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("yunzhen.database.command-connections", "4");
        }
    }

    @Test
    void sixty_four_commands_at_once_all_end() {
        Http integration = Http.as("integration01");
        integration.put("/fhir/Basic/four", Records.of("Basic", "four", "x"));
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        String update =
                """
                {"resourceType":"Bundle","type":"transaction","entry":[
                 {"resource":%s,"request":{"method":"PUT","url":"Basic/four"}},
                 {"resource":{"resourceType":"Basic","code":{"text":"x"}},
                  "request":{"method":"POST","url":"Basic"}}]}\
                """
                        .formatted(Records.of("Basic", "four", "x"));
        for (int i = 0; i < 32; i++) {
            replies.add(integration.postLater("/fhir", update));
            replies.add(integration.postLater("/fhir/Basic", Records.of("Basic", "x")));
        }
        assertThat(replies.stream().map(CompletableFuture::join).map(Reply::status))
                .allMatch(status -> status == 200 || status == 201);
        assertThat(integration.get("/fhir/Basic/four").header("ETag")).isEqualTo("W/\"33\"");
    }
}
