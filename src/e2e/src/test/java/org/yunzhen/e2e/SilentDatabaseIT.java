package org.yunzhen.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** PostgreSQL neither answers nor hangs up: it is paused, or the line to it is cut. */
class SilentDatabaseIT {
    private static final Duration TOLD_WITHIN = Duration.ofSeconds(9);
    private static final Duration TOLD_AT_ONCE = Duration.ofSeconds(1);

    /** Longer than a connection may be still (20 s) and the watch's may (25 s). */
    private static final Duration ANSWERED_AGAIN_WITHIN = Duration.ofSeconds(40);

    private static final String PATIENT = "patient241";
    private static final String WEIGHT =
            """
            {"resourceType":"Observation","status":"final","code":{"text":"weight"},
             "valueQuantity":{"value":61.50,"unit":"kg"}}""";

    private static final String BUNDLE =
            """
            {"resourceType":"Bundle","type":"transaction","entry":[
             {"resource":%s,"request":{"method":"POST","url":"Observation"}}]}"""
                    .formatted(WEIGHT);

    private final ExecutorService people = Executors.newCachedThreadPool();
    private LineToPostgres line;
    private RunningService node;
    private Caller caller;
    private String weight;

    @BeforeEach
    void start_a_node_at_the_end_of_a_line() {
        RunningService first = SharedService.get();
        line = LineToPostgres.to(first.postgres().port());
        node =
                RunningService.start(
                        SharedService.folder("silent"),
                        "yunzhen.database.url=" + line.url(),
                        "yunzhen.database.username=yunzhen",
                        "yunzhen.database.password=" + first.databasePassword(),
                        "yunzhen.demo.sandbox=false");
        caller = node.hospital().as("integration01");
        weight = "/fhir/" + caller.post("/fhir/Observation", WEIGHT).expect(201).reference();
    }

    @AfterEach
    void leave_nothing_running() {
        line.goOn();
        if (node != null) {
            node.stop();
        }
        line.close();
        people.shutdownNow();
    }

    @Test
    void who_asks_a_silent_database_is_told_soon_and_all_goes_on_when_it_answers() {
        line.fallSilent();
        List<CompletableFuture<Told>> told = calls().map(this::later).toList();
        told.forEach(call -> isTold(call.join(), TOLD_WITHIN));
        calls().map(Told::of).forEach(call -> isTold(call, TOLD_AT_ONCE));
        assertThat(ready()).isEqualTo(503);

        line.goOn();
        await("the door is open").atMost(TOLD_WITHIN).until(() -> status() == 200);
        calls().map(Supplier::get).forEach(reply -> reply.expect(200, 201));
        assertThat(ready()).isEqualTo(200);
    }

    @Test
    void after_a_fail_over_connections_that_will_never_be_answered_are_given_up() {
        line.fallSilent();
        calls().map(this::later).toList().forEach(call -> isTold(call.join(), TOLD_WITHIN));
        line.failOver();
        await("the door is open").atMost(ANSWERED_AGAIN_WITHIN).until(() -> status() == 200);
        calls().map(Supplier::get).forEach(reply -> reply.expect(200, 201));
        assertThat(ready()).isEqualTo(200);
        isPushed();
    }

    /** The line on which this node hears what others did is a new one too. */
    private void isPushed() {
        Caller elsewhere = SharedService.get().hospital().as(PATIENT);
        String tomorrow = LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(1).toString();
        String slot =
                elsewhere
                        .get("/fhir/Slot?status=free&_count=1&start=gt" + tomorrow)
                        .expect(200)
                        .json()
                        .at("/entry/0/resource/id")
                        .asText();
        try (LiveSocket ear = LiveSocket.open(node.hospital().as(PATIENT))) {
            Inputs patient = Inputs.none().reference("patient", "Patient/" + PATIENT);
            String appointment =
                    elsewhere
                            .post("/fhir/Slot/" + slot + "/$book", patient)
                            .expect(201)
                            .reference();
            elsewhere.post("/fhir/" + appointment + "/$cancel", Inputs.none()).expect(200);
            ear.event("appointment.cancelled", appointment);
        }
    }

    private Stream<Supplier<Reply>> calls() {
        return Stream.of(
                () -> caller.get(weight),
                () -> caller.get(weight + "?_pretty=true"),
                () -> caller.get("/fhir/Observation?_count=3"),
                () -> caller.get(weight + "/_history"),
                () -> caller.post("/fhir/Observation", WEIGHT),
                () -> caller.put("/fhir/Observation/silent", withId()),
                () -> caller.post("/fhir", BUNDLE));
    }

    private static String withId() {
        return WEIGHT.replaceFirst("\\{", "{\"id\":\"silent\",");
    }

    private CompletableFuture<Told> later(Supplier<Reply> call) {
        return CompletableFuture.supplyAsync(() -> Told.of(call), people);
    }

    private int status() {
        return caller.get(weight).status();
    }

    private int ready() {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(node.base() + "/q/health/ready"));
        return Told.of(() -> node.hospital().send(request)).within(TOLD_AT_ONCE).status();
    }

    private static void isTold(Told told, Duration within) {
        Reply reply = told.within(within).refused(503, "database-unavailable");
        assertThat(reply.header("Retry-After")).isPresent();
    }

    private record Told(Reply reply, Duration after) {
        static Told of(Supplier<Reply> call) {
            Instant begun = Instant.now();
            Reply reply = call.get();
            return new Told(reply, Duration.between(begun, Instant.now()));
        }

        Reply within(Duration time) {
            assertThat(after).isLessThan(time);
            return reply;
        }
    }
}
