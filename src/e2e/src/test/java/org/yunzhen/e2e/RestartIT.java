package org.yunzhen.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestartIT {
    private static final String WEIGHT =
            """
            {"resourceType":"Observation","status":"final","code":{"text":"weight"},
             "valueQuantity":{"value":61.50,"unit":"kg"}}""";

    @Test
    void what_was_answered_is_there_after_java_and_after_postgres_were_killed() {
        Path folder = SharedService.folder("restart");
        RunningService first = RunningService.start(folder);
        assertThat(folder.resolve("data/postgres/server"))
                .as("the build has unpacked PostgreSQL already")
                .doesNotExist();
        String before = weight(first);
        first.kill();
        assertThat(first.postgres().runs()).as("PostgreSQL outlives a killed service").isTrue();

        RunningService second = RunningService.start(folder);
        assertRead(second, before);
        String between = weight(second);
        second.postgres().kill();
        second.kill();
        assertThat(second.postgres().runs()).isFalse();

        RunningService third = RunningService.start(folder, "yunzhen.demo.token-lifetime=PT2S");
        assertRead(third, before);
        assertRead(third, between);
        assertTokensEnd(third);
        third.stop();
        assertThat(third.postgres().runs()).as("a stopped service stops its PostgreSQL").isFalse();
    }

    private static String weight(RunningService service) {
        return service.hospital()
                .as("integration01")
                .post("/fhir/Observation", WEIGHT)
                .expect(201)
                .reference();
    }

    private static void assertRead(RunningService service, String reference) {
        Reply reply = service.hospital().as("integration01").get("/fhir/" + reference);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).contains("61.50");
    }

    private static void assertTokensEnd(RunningService service) {
        Caller system = service.hospital().as("integration01");
        await("the token ends")
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(
                        () ->
                                assertThat(system.get("/fhir/Observation/none").refusals())
                                        .containsExactly("token-expired"));
    }
}
