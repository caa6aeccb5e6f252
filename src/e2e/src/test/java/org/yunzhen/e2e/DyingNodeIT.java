package org.yunzhen.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The node that does the timed work is killed; the other takes it over. */
class DyingNodeIT {
    private static final String HOLD = "yunzhen.appointment.hold=PT3S";
    private static final String HOLDER =
            "SELECT holder FROM job_lease WHERE job = 'appointment.hold-expiry'";
    private static final Duration LEASE_AND_HOLD = Duration.ofSeconds(20);

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
        second =
                RunningService.start(
                        SharedService.folder("heir"),
                        HOLD,
                        "yunzhen.database.url=" + first.databaseUrl(),
                        "yunzhen.database.username=yunzhen",
                        "yunzhen.database.password=" + first.databasePassword(),
                        "yunzhen.demo.sandbox=false");
        try (Books books = Books.of(first)) {
            await("a node works").until(() -> books.column(HOLDER).size() == 1);
            String holder = books.column(HOLDER).get(0);
            Caller patient = second.hospital().as("patient001");
            try (LiveSocket socket = LiveSocket.open(patient)) {
                String appointment = hold();
                first.kill();
                socket.event("appointment.held", appointment);
                await("the hold is returned")
                        .atMost(LEASE_AND_HOLD)
                        .until(() -> books.status(appointment).equals("cancelled"));
                assertThat(books.column(HOLDER)).hasSize(1).doesNotContain(holder);
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
        assertThat(books.column("SELECT count(*) FROM resource WHERE type = 'Slot'"))
                .isEqualTo(books.column("SELECT count(*) FROM appointment_slot"));
    }
}
