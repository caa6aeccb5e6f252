package org.yunzhen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TwoNodesIT {
    private static final int CLIENTS = 200;
    private static final int ACTS = 10;
    private static final int ROUNDS = "full".equals(System.getProperty("proof")) ? 5 : 1;
    private static final String DEPARTMENT = "HealthcareService/dermatology";

    private static final String DOCTOR = "doctor19";

    /** Of these days the doctor's own shifts are not open yet. */
    private static final int FAR_AHEAD = 20;

    private static RunningService other;
    private static List<Caller> clients;

    @BeforeAll
    static void start_a_second_node_on_the_first_ones_postgres() {
        RunningService first = SharedService.get();
        other =
                RunningService.start(
                        SharedService.folder("node"),
                        "yunzhen.database.url=" + first.databaseUrl(),
                        "yunzhen.database.username=yunzhen",
                        "yunzhen.database.password=" + first.databasePassword(),
                        "yunzhen.demo.sandbox=false");
        List<Hospital> nodes = List.of(first.hospital(), other.hospital());
        clients =
                IntStream.rangeClosed(1, CLIENTS)
                        .parallel()
                        .mapToObj(i -> nodes.get(i % 2).as("patient%03d".formatted(i)))
                        .toList();
    }

    @AfterAll
    static void stop_it() {
        if (other != null) {
            other.stop();
        }
    }

    @Test
    void two_hundred_clients_on_one_number_give_one_booking() {
        for (int round = 0; round < ROUNDS; round++) {
            assertBooked(1, 1 + 2 * round);
        }
    }

    @Test
    void two_hundred_clients_on_ten_numbers_give_ten_bookings_each_with_its_own_number() {
        for (int round = 0; round < ROUNDS; round++) {
            assertBooked(10, 2 + 2 * round);
        }
    }

    @Test
    void what_happens_at_one_node_is_heard_once_at_both_and_only_by_whom_it_concerns() {
        Caller here = SharedService.get().hospital().as("patient201");
        Caller there = other.hospital().as("patient201");
        Caller stranger = other.hospital().as("patient202");
        try (LiveSocket own = LiveSocket.open(here);
                LiveSocket away = LiveSocket.open(there);
                LiveSocket strangers = LiveSocket.open(stranger)) {
            String slot = slot(10, 12);
            String last = "";
            for (int i = 0; i < ACTS; i++) {
                last = booked(i % 2 == 0 ? here : there, slot);
                (i % 2 == 0 ? there : here)
                        .post("/fhir/" + last + "/$cancel", Inputs.none())
                        .expect(200);
            }
            String strangersOwn = booked(stranger, slot);
            List<JsonNode> heard = own.until("appointment.cancelled", last);
            assertThat(away.until("appointment.cancelled", last)).isEqualTo(heard);
            assertThat(kinds(heard, "appointment.booked")).isEqualTo(ACTS);
            assertThat(kinds(heard, "appointment.cancelled")).isEqualTo(ACTS);
            assertThat(heard.stream().map(event -> event.path("number").asLong()))
                    .isSorted()
                    .doesNotHaveDuplicates();
            assertThat(strangers.until("appointment.booked", strangersOwn))
                    .extracting(event -> event.path("resource").asText())
                    .containsOnly(strangersOwn);
        }
    }

    @Test
    void a_relation_that_ends_at_one_node_opens_nothing_at_the_other_from_then_on() {
        Caller patient = SharedService.get().hospital().as("patient203");
        Caller doctor = other.hospital().as(DOCTOR);
        String record = "/fhir/Patient/patient203";
        String notes = "/fhir/Observation?patient=Patient/patient203&_count=1";
        note(patient);
        note(patient);
        doctor.get(record).refused(403, "forbidden");
        try (LiveSocket ear = LiveSocket.open(doctor)) {
            String chosen = booked(patient, slot(10, FAR_AHEAD, DOCTOR));
            ear.event("appointment.booked", chosen);
            ear.event("appointment.booked", booked(patient, slot(10, 12)));
            doctor.get(record).expect(200);
            JsonNode page = doctor.get(notes).expect(200).json();
            assertThat(page.path("entry")).hasSize(1);
            String next = next(page);

            patient.post("/fhir/" + chosen + "/$cancel", Inputs.none()).expect(200);

            doctor.get(record).refused(403, "forbidden");
            assertThat(doctor.get(notes).json().path("entry")).isEmpty();
            assertThat(doctor.get(next).json().path("entry")).isEmpty();
            String unheard = booked(patient, slot(10, 13));
            String heard =
                    booked(
                            SharedService.get().hospital().as("patient204"),
                            slot(10, FAR_AHEAD + 1, DOCTOR));
            assertThat(ear.until("appointment.booked", heard))
                    .extracting(event -> event.path("resource").asText())
                    .doesNotContain(unheard);
        }
    }

    private static void note(Caller patient) {
        SharedService.get()
                .hospital()
                .as("integration01")
                .post(
                        "/fhir/Observation",
                        """
                        {"resourceType":"Observation","status":"final",
                         "code":{"text":"weight"},"subject":{"reference":"Patient/%s"}}"""
                                .formatted(patient.account()))
                .expect(201);
    }

    /** The next page's path. */
    private static String next(JsonNode page) {
        for (JsonNode link : page.path("link")) {
            if (link.path("relation").asText().equals("next")) {
                URI url = URI.create(link.path("url").asText());
                return url.getRawPath() + "?" + url.getRawQuery();
            }
        }
        throw new BrokenPromiseException("no next page: " + page);
    }

    private static String booked(Caller patient, String slot) {
        return patient.post(
                        "/fhir/" + slot + "/$book",
                        Inputs.none().reference("patient", "Patient/" + patient.account()))
                .expect(201)
                .reference();
    }

    private static long kinds(List<JsonNode> events, String kind) {
        return events.stream().filter(e -> e.path("kind").asText().equals(kind)).count();
    }

    /** All at once ask for a slot on a day of its own, for one has one appointment a day. */
    private static void assertBooked(int numbers, int daysAhead) {
        String slot = slot(numbers, daysAhead);
        List<CompletableFuture<Reply>> asked =
                clients.stream()
                        .map(
                                client ->
                                        client.postLater(
                                                "/fhir/" + slot + "/$book",
                                                Inputs.none()
                                                        .reference(
                                                                "patient",
                                                                "Patient/" + client.account())))
                        .toList();
        List<Reply> replies = asked.stream().map(CompletableFuture::join).toList();
        assertThat(replies).filteredOn(reply -> reply.status() == 201).hasSize(numbers);
        assertThat(replies)
                .filteredOn(reply -> reply.status() != 201)
                .hasSize(CLIENTS - numbers)
                .allSatisfy(reply -> assertThat(reply.refusals()).containsExactly("slot-sold-out"));
        assertThat(numbersOf(replies)).hasSize(numbers).allMatch(n -> n >= 1 && n <= numbers);
    }

    private static Set<Integer> numbersOf(List<Reply> replies) {
        List<Integer> found = new ArrayList<>();
        replies.stream()
                .filter(reply -> reply.status() == 201)
                .forEach(reply -> found.add(number(reply)));
        assertThat(found).doesNotHaveDuplicates();
        return new HashSet<>(found);
    }

    private static int number(Reply reply) {
        return reply.extensionNumber("ticket-number").orElseThrow().intValueExact();
    }

    private static String slot(int numbers, int daysAhead) {
        return slot(numbers, daysAhead, "");
    }

    /**
     * The one slot of a new shift.
     *
     * @param doctor whose it is; empty: the department's
     */
    private static String slot(int numbers, int daysAhead, String doctor) {
        String actor =
                doctor.isEmpty() ? "" : ",{\"reference\":\"Practitioner/%s\"}".formatted(doctor);
        Caller operator = SharedService.get().hospital().as("operator01");
        String schedule =
                operator.post(
                                "/fhir/Schedule",
                                """
                                {"resourceType":"Schedule","actor":[{"reference":"%s"}%s]}"""
                                        .formatted(DEPARTMENT, actor))
                        .expect(201)
                        .reference();
        String day = LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(daysAhead).toString();
        Inputs shift =
                Inputs.none()
                        .reference("schedule", schedule)
                        .text("from", "Date", day)
                        .text("until", "Date", day)
                        .text("start", "Time", "09:00:00")
                        .text("end", "Time", "10:00:00")
                        .number("slotMinutes", 60)
                        .yuan("fee", "0.00");
        ArrayNode quota = shift.parts("quota");
        quota.addObject().put("name", "channel").put("valueCode", "public");
        quota.addObject().put("name", "numbers").put("valueInteger", numbers);
        return operator.post("/fhir/Schedule/$publish", shift)
                .expect(200)
                .parameter("slot")
                .path("reference")
                .asText();
    }
}
