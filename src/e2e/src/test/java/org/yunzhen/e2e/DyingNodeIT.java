package org.yunzhen.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The node that does the timed work is killed; the other takes it over. */
class DyingNodeIT {
    private static final String HOLD = "yunzhen.appointment.hold=PT3S";
    private static final String HOLDER = "SELECT holder FROM job_lease WHERE job = '%s'";
    private static final Duration LEASE_AND_HOLD = Duration.ofSeconds(20);

    private static final String[] OPENS_OFTEN = {
        "yunzhen.demo.keep-open-every=PT0.5S", "yunzhen.demo.keep-open-lease=PT3S"
    };
    private static final int DAYS = 14;
    private static final Duration START_AND_LEASE = Duration.ofSeconds(40);

    private static final int PEOPLE = 20;

    private RunningService first;
    private RunningService second;

    @AfterEach
    void leave_nothing_running() {
        if (second != null) {
            second.stop();
        }
        if (first != null) {
            first.end();
        }
    }

    @Test
    void the_timed_work_of_a_killed_node_is_taken_over_and_its_events_are_told_by_the_other() {
        Path folder = SharedService.folder("dying");
        first = RunningService.start(folder, HOLD);
        second = heir(HOLD);
        try (Books books = Books.of(first)) {
            String holder = holder(books, "appointment.hold-expiry");
            Caller patient = second.hospital().as("patient001");
            try (LiveSocket socket = LiveSocket.open(patient)) {
                String appointment = hold();
                first.kill();
                socket.event("appointment.held", appointment);
                await("the hold is returned")
                        .atMost(LEASE_AND_HOLD)
                        .until(() -> books.status(appointment).equals("cancelled"));
                assertThat(holder(books, "appointment.hold-expiry")).isNotEqualTo(holder);
                List<String> told =
                        socket.until("appointment.cancelled", appointment).stream()
                                .map(event -> event.path("kind").asText())
                                .toList();
                assertThat(told).containsExactly("appointment.cancelled");
            }
            assertThat(second.hospital().as("patient001").get("/fhir/Patient/patient001").status())
                    .isEqualTo(200);
            assertOpenedOnce(books);
        }
    }

    @Test
    void the_days_that_a_killed_node_was_about_to_open_are_opened_by_the_other() {
        first = RunningService.start(SharedService.folder("opening"), OPENS_OFTEN);
        try (Books books = Books.of(first)) {
            String holder = holder(books, "demo-keep-open");
            first.kill();
            int all = DAYS * opened(books, "DISTINCT substr(part, length('open-yyyy-mm-dd-') + 1)");
            assertThat(opened(books, "*")).as("killed before all was open").isLessThan(all);

            second = heir(OPENS_OFTEN);

            await("all days are open")
                    .atMost(START_AND_LEASE)
                    .until(() -> opened(books, "*") == all);
            assertThat(holder(books, "demo-keep-open")).isNotEqualTo(holder);
            assertOpenedOnce(books);
        }
    }

    @Test
    void whatever_a_killed_node_had_committed_is_told_by_the_other_once_and_in_its_order() {
        first = RunningService.start(SharedService.folder("telling"));
        second = heir();
        try (Books books = Books.of(first);
                Listeners listeners = new Listeners(PEOPLE, first.hospital(), second.hospital())) {
            listeners.bookAndCancelUntilUnanswered(new Surgery(first.hospital(), new Random(1)));
            listeners.awaitActs();
            first.kill();
            listeners.allIsHeard(books);
        }
    }

    /** A second node on the first one's PostgreSQL. */
    private RunningService heir(String... settings) {
        return RunningService.start(
                SharedService.folder("heir"),
                Stream.concat(
                                Stream.of(
                                        "yunzhen.database.url=" + first.databaseUrl(),
                                        "yunzhen.database.username=yunzhen",
                                        "yunzhen.database.password=" + first.databasePassword(),
                                        "yunzhen.demo.sandbox=false"),
                                Stream.of(settings))
                        .toArray(String[]::new));
    }

    /** Who does a job; waits until somebody does. */
    private static String holder(Books books, String job) {
        String query = HOLDER.formatted(job);
        await("a node works")
                .atMost(START_AND_LEASE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> books.column(query).size() == 1);
        return books.column(query).get(0);
    }

    /** How many shifts, of those that departments hold every day, are open. */
    private static int opened(Books books, String what) {
        return Integer.parseInt(
                books.column(
                                "SELECT count(%s) FROM demo_part WHERE tenant = 'home'"
                                                .formatted(what)
                                        + " AND part LIKE 'open-%-shared-am'")
                        .get(0));
    }

    /** A number that costs something, held through the first node. */
    private String hold() {
        Surgery surgery = new Surgery(first.hospital(), new Random(1));
        String slot = surgery.paidSlot();
        return first.hospital()
                .as("patient001")
                .post(
                        "/fhir/" + slot + "/$book",
                        Inputs.none().reference("patient", "Patient/patient001"))
                .expect(201)
                .reference();
    }

    /** Both nodes keep the demo's shifts open; each slot has one document. */
    private static void assertOpenedOnce(Books books) {
        assertThat(
                        books.column(
                                "SELECT (SELECT count(*) FROM resource WHERE type = 'Slot')"
                                        + " - (SELECT count(*) FROM appointment_slot)"))
                .containsExactly("0");
    }
}
