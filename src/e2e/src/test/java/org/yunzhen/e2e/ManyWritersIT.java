package org.yunzhen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Hundreds who send transactions at the same moment, to a service with the heap of production. */
class ManyWritersIT {
    private static final boolean FULL = "full".equals(System.getProperty("proof"));
    private static final int ENTRIES = 10;
    private static final int TEXT_CHARACTERS = 2_000;

    /** As many as are asked of one node: those who are not served at once wait. */
    private static final int MANY = 512;

    /** More than may be inside. */
    private static final int TOO_MANY = 1_500;

    private static final int ROUNDS = FULL ? 5 : 1;
    private static final int MEGABYTES_MAX = 350;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static RunningService service;

    @BeforeAll
    static void start_a_service_with_the_heap_of_production() {
        service = RunningService.startAsImage(SharedService.folder("writers"));
    }

    @AfterAll
    static void end_it() {
        if (service != null) {
            service.end();
        }
    }

    @Test
    void all_are_served_and_it_takes_no_more_memory_than_it_may() {
        for (int round = 0; round < ROUNDS; round++) {
            List<Reply> replies = sentAtOnce(MANY, "many-" + round);
            assertThat(replies).extracting(Reply::status).containsOnly(200);
            assertThat(stored("many-" + round)).isEqualTo(MANY * ENTRIES);
        }
        long megabytes = service.peakMegabytes();
        System.out.printf(
                "%s size: %d writers at once, %d MB%n", FULL ? "full" : "small", MANY, megabytes);
        assertThat(megabytes).isLessThanOrEqualTo(MEGABYTES_MAX);
    }

    @Test
    void who_is_too_many_is_told_to_come_later_and_nothing_of_theirs_is_stored() {
        List<Reply> replies = sentAtOnce(TOO_MANY, "too-many");
        assertThat(replies).extracting(Reply::status).containsOnly(200, 503);
        List<Reply> refused = replies.stream().filter(reply -> reply.status() == 503).toList();
        assertThat(refused)
                .isNotEmpty()
                .allSatisfy(
                        reply -> {
                            assertThat(reply.refusals()).containsExactly("overloaded");
                            assertThat(reply.header("Retry-After")).isPresent();
                        });
        assertThat(stored("too-many")).isEqualTo((TOO_MANY - refused.size()) * ENTRIES);
        assertThat(service.log()).noneMatch(line -> line.contains("ERROR"));
    }

    private static List<Reply> sentAtOnce(int senders, String code) {
        HttpRequest request = transaction(code);
        HttpClient http = service.hospital().http();
        List<CompletableFuture<Reply>> all =
                IntStream.range(0, senders)
                        .mapToObj(
                                sender ->
                                        http.sendAsync(request, BodyHandlers.ofByteArray())
                                                .thenApply(Reply::new))
                        .toList();
        return all.stream().map(CompletableFuture::join).toList();
    }

    private static HttpRequest transaction(String code) {
        String entry =
                """
                {"request":{"method":"POST","url":"Basic"},
                 "resource":{"resourceType":"Basic",
                   "code":{"coding":[{"system":"urn:x:writers","code":"%s"}],"text":"%s"}}}"""
                        .formatted(code, "x".repeat(TEXT_CHARACTERS));
        String bundle =
                "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[%s]}"
                        .formatted(String.join(",", Collections.nCopies(ENTRIES, entry)));
        return HttpRequest.newBuilder(URI.create(service.base() + "/fhir"))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + service.hospital().signIn("integration01"))
                .header("Content-Type", "application/fhir+json")
                .POST(BodyPublishers.ofString(bundle))
                .build();
    }

    private static int stored(String code) {
        return service.hospital()
                .as("integration01")
                .get("/fhir/Basic?_summary=count&code=urn:x:writers%7C" + code)
                .expect(200)
                .json()
                .path("total")
                .asInt();
    }
}
