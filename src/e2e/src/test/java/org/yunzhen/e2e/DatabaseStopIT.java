package org.yunzhen.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** PostgreSQL is stopped for ten seconds in mid-load; the service is not restarted. */
class DatabaseStopIT {
    private static final int ROUNDS = "full".equals(System.getProperty("proof")) ? 3 : 1;
    private static final int PEOPLE = 10;
    private static final Duration LOAD = Duration.ofSeconds(2);
    private static final Duration OUTAGE = Duration.ofSeconds(10);
    private static final Duration BACK_WITHIN = Duration.ofSeconds(10);
    private static final Set<String> CODES =
            Set.of("database-unavailable", "trail-unavailable", "overloaded", "timed-out");
    private static final String WEIGHT =
            """
            {"resourceType":"Observation","status":"final","code":{"text":"weight"},
             "valueQuantity":{"value":61.50,"unit":"kg"}}""";

    private final long seed = Long.getLong("crash.seed", System.nanoTime() % 1_000_000);
    private final Answers answers = new Answers();
    private final Crowd crowd = new Crowd(PEOPLE, answers);
    private OutsideWorld outside;
    private RunningService service;

    @AfterEach
    void leave_nothing_running() {
        if (service != null) {
            service.end();
        }
        if (outside != null) {
            outside.close();
        }
    }

    @Test
    void an_outage_of_ten_seconds_is_told_as_503_and_afterwards_all_goes_on_without_a_restart() {
        Path folder = SharedService.folder("outage");
        outside = OutsideWorld.start(folder);
        Audit audit = new Audit("DatabaseStopIT seed " + seed, answers, crowd, outside);
        service = RunningService.start(folder, Audit.settings(outside));
        Surgery surgery = new Surgery(service.hospital(), new Random(seed));
        for (int round = 1; round <= ROUNDS; round++) {
            crowd.add(surgery.errands());
            crowd.start();
            pass(LOAD);
            List<String> words = service.postgres().stop();
            pass(OUTAGE);
            service.postgres().start(words);
            Instant back = Instant.now();
            await("a write is answered")
                    .atMost(BACK_WITHIN)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> write() == 201);
            audit.report("writes %s after PostgreSQL", Duration.between(back, Instant.now()));
            crowd.finish();
            audit.allComesToRest(service);
            isTold(surgery.freeSlot(1));
        }
        assertThat(answers.missed()).as("calls without an answer").isZero();
        assertThat(answers.unavailable())
                .hasSizeGreaterThan(ROUNDS * PEOPLE)
                .allSatisfy(DatabaseStopIT::isClear);
    }

    private int write() {
        return service.hospital().as("integration01").post("/fhir/Observation", WEIGHT).status();
    }

    /** What happens after the outage is pushed again. */
    private void isTold(String slot) {
        Caller patient = service.hospital().as("patient240");
        try (LiveSocket ear = LiveSocket.open(patient)) {
            String appointment =
                    patient.post(
                                    "/fhir/" + slot + "/$book",
                                    Inputs.none().reference("patient", "Patient/patient240"))
                            .expect(201)
                            .reference();
            ear.event("appointment.booked", appointment);
            patient.post("/fhir/" + appointment + "/$cancel", Inputs.none()).expect(200);
            ear.event("appointment.cancelled", appointment);
        }
    }

    private static void isClear(Reply reply) {
        assertThat(reply.json().path("resourceType").asText()).isEqualTo("OperationOutcome");
        assertThat(reply.refusals()).isNotEmpty().allMatch(CODES::contains);
        assertThat(reply.header("Retry-After")).isPresent();
    }

    private static void pass(Duration time) {
        await().pollDelay(time).atMost(time.multipliedBy(2)).until(() -> true);
    }
}
