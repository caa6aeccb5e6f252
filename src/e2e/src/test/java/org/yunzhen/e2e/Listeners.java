package org.yunzhen.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** People who book and cancel at one node and hear of it at another. */
final class Listeners implements AutoCloseable {
    private static final int FIRST = 220;

    /** Each comes to cancel so often before somebody may be killed. */
    private static final int ACTS = 3;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final List<Caller> people = new ArrayList<>();
    private final List<LiveSocket> sockets = new ArrayList<>();
    private final List<CompletableFuture<Void>> walks = new ArrayList<>();
    private final Map<String, Integer> acts = new ConcurrentHashMap<>();
    private final ExecutorService threads;

    /**
     * Opens a socket for each.
     *
     * @param acting where they book
     * @param hearing where they listen
     */
    Listeners(int count, Hospital acting, Hospital hearing) {
        this.threads = Executors.newFixedThreadPool(count);
        for (int i = FIRST; i < FIRST + count; i++) {
            people.add(acting.as("patient" + i));
            sockets.add(LiveSocket.open(hearing.as("patient" + i)));
        }
    }

    /** Lets all book and cancel, over and over, until their node does not answer any more. */
    void bookAndCancelUntilUnanswered(Surgery surgery) {
        String slot = surgery.freeSlot(people.size());
        people.forEach(
                person -> walks.add(CompletableFuture.runAsync(() -> walk(person, slot), threads)));
    }

    /** Returns in the midst of it, when everybody has had something to be told of. */
    void awaitActs() {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(
                        () ->
                                people.stream()
                                        .allMatch(p -> acts.getOrDefault(p.account(), 0) >= ACTS));
    }

    private void walk(Caller person, String slot) {
        Inputs who = Inputs.none().reference("patient", "Patient/" + person.account());
        try {
            while (true) {
                String booked =
                        person.post("/fhir/" + slot + "/$book", who).expect(201).reference();
                person.post("/fhir/" + booked + "/$cancel", Inputs.none()).expect(200);
                acts.merge(person.account(), 1, Integer::sum);
            }
        } catch (BrokenPromiseException e) {
            if (e.getCause() == null) {
                throw e;
            }
        }
    }

    /** Every version of every appointment that is in the books is heard of once, in its order. */
    void allIsHeard(Books books) {
        walks.forEach(CompletableFuture::join);
        int heard = 0;
        for (int i = 0; i < people.size(); i++) {
            heard += heardAll(sockets.get(i), acts(books, people.get(i)));
        }
        System.out.println("DyingNodeIT: " + heard + " events of " + people.size() + " people");
    }

    /** A person's acts in the order in which they happened. */
    private static List<String> acts(Books books, Caller person) {
        return books
                .rows(
                        "SELECT id, version FROM resource WHERE tenant = 'home'"
                                + " AND type = 'Appointment' AND '%s' = ANY(patients)"
                                        .formatted(person.account())
                                + " ORDER BY last_updated")
                .stream()
                .flatMap(
                        row ->
                                IntStream.rangeClosed(1, Integer.parseInt(row.get(1)))
                                        .mapToObj(v -> "Appointment/" + row.get(0) + " " + v))
                .toList();
    }

    private static int heardAll(LiveSocket socket, List<String> acts) {
        String[] last = acts.get(acts.size() - 1).split(" ", -1);
        String kind = last[1].equals("1") ? "appointment.booked" : "appointment.cancelled";
        List<JsonNode> heard = socket.until(kind, last[0]);
        assertThat(heard)
                .extracting(e -> e.path("resource").asText() + " " + e.path("version").asInt())
                .isEqualTo(acts);
        long before = heard.get(0).path("number").asLong();
        assertThat(heard)
                .extracting(e -> e.path("number").asLong() - before)
                .isEqualTo(IntStream.range(0, heard.size()).mapToObj(n -> (long) n).toList());
        return heard.size();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        sockets.forEach(LiveSocket::close);
    }
}
