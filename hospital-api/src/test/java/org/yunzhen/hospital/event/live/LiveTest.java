package org.yunzhen.hospital.event.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.access.CareRelations;
import org.yunzhen.hospital.event.Kinds;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.LiveSocket;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.WaitingRoom;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class LiveTest {
    private static final String KIND = Kinds.APPOINTMENT_BOOKED;

    @Inject WaitingRoom room;
    @Inject Transactions transactions;
    @Inject CareRelations relations;
    @Inject LiveEvents kept;

    @Test
    void an_event_reaches_the_patients_socket_with_its_number_kind_and_resource() {
        try (LiveSocket live = LiveSocket.of(Http.as("patient401").token())) {
            String resource = room.tell(KIND, "patient401");

            JsonNode event = live.event();

            assertThat(event.path("kind").textValue()).isEqualTo(KIND);
            assertThat(event.path("resource").textValue()).isEqualTo(resource);
            assertThat(event.path("version").intValue()).isEqualTo(1);
            assertThat(event.path("number").longValue()).isEqualTo(1);
            assertThat(event.path("at").textValue()).endsWith("Z");
        }
    }

    @Test
    void two_sessions_of_one_account_are_both_told() {
        String token = Http.as("patient402").token();
        try (LiveSocket phone = LiveSocket.of(token);
                LiveSocket tablet = LiveSocket.of(token)) {
            String resource = room.tell(KIND, "patient402");

            assertThat(phone.event().path("resource").textValue()).isEqualTo(resource);
            assertThat(tablet.event().path("resource").textValue()).isEqualTo(resource);
        }
    }

    @Test
    void another_patient_is_told_nothing() {
        try (LiveSocket other = LiveSocket.of(Http.as("patient404").token());
                LiveSocket mine = LiveSocket.of(Http.as("patient403").token())) {
            room.tell(KIND, "patient403");
            mine.event();
            String own = room.tell(KIND, "patient404");

            assertThat(other.event().path("resource").textValue()).isEqualTo(own);
        }
    }

    @Test
    void what_happened_meanwhile_is_told_after_a_reconnect_from_the_last_number() {
        String token = Http.as("patient405").token();
        String first;
        try (LiveSocket live = LiveSocket.of(token)) {
            first = room.tell(KIND, "patient405");
            assertThat(live.event().path("resource").textValue()).isEqualTo(first);
        }
        List<String> missed = List.of(room.tell(KIND, "patient405"), room.tell(KIND, "patient405"));
        awaitDelivered("patient405", 3);

        try (LiveSocket again = LiveSocket.resume(token, 1)) {
            assertThat(again.event().path("resource").textValue()).isEqualTo(missed.get(0));
            JsonNode last = again.event();
            assertThat(last.path("resource").textValue()).isEqualTo(missed.get(1));
            assertThat(last.path("number").longValue()).isEqualTo(3);
        }
    }

    @Test
    void a_transaction_held_open_while_later_ones_commit_is_still_delivered_after_a_reconnect() {
        String token = Http.as("patient406").token();
        CompletableFuture<String> written = new CompletableFuture<>();
        CompletableFuture<Void> mayCommit = new CompletableFuture<>();
        CompletableFuture<String> held =
                transactions
                        .run(
                                "home",
                                tx ->
                                        room.told(tx, KIND, "patient406")
                                                .invoke(written::complete)
                                                .call(
                                                        () ->
                                                                Uni.createFrom()
                                                                        .completionStage(
                                                                                mayCommit)))
                        .subscribeAsCompletionStage();
        written.join();
        long seen;
        try (LiveSocket live = LiveSocket.of(token)) {
            String later = room.tell(KIND, "patient406");
            JsonNode event = live.event();
            assertThat(event.path("resource").textValue()).isEqualTo(later);
            seen = event.path("number").longValue();
        }

        mayCommit.complete(null);
        String early = held.join();

        try (LiveSocket again = LiveSocket.resume(token, seen)) {
            assertThat(again.event().path("resource").textValue()).isEqualTo(early);
        }
    }

    @Test
    void a_number_older_than_what_is_kept_is_answered_with_a_gap() {
        room.tell(KIND, "patient407");
        room.tell(KIND, "patient407");
        awaitDelivered("patient407", 2);
        room.run(
                tx ->
                        tx.run(
                                "DELETE FROM live_event WHERE recipient = 'Patient/patient407'"
                                        + " AND number = 1"));

        try (LiveSocket live = LiveSocket.connect()) {
            live.hello(Http.as("patient407").token(), 0L);

            assertThat(live.next("welcome").path("number").longValue()).isEqualTo(2);
            assertThat(live.next("gap").path("number").longValue()).isEqualTo(1);
            assertThat(live.event().path("number").longValue()).isEqualTo(2);
        }
    }

    @Test
    void a_relation_that_has_ended_is_told_nothing_more_not_even_what_happened_before() {
        String doctor = "Practitioner/doctor20";
        room.run(tx -> open(tx, doctor, "patient408"));
        room.tell(KIND, "patient408");
        await().until(() -> ends(doctor).last() >= 1);
        room.run(tx -> relations.close(tx, "Basic/test", doctor));
        room.run(tx -> open(tx, doctor, "patient409"));
        String allowed = room.tell(KIND, "patient409");

        try (LiveSocket live = LiveSocket.resume(Http.as("doctor20").token(), 0)) {
            assertThat(live.event().path("resource").textValue()).isEqualTo(allowed);
        }
    }

    @Test
    void a_guardian_is_told_what_happens_to_the_child() {
        room.run(
                tx ->
                        relations.open(
                                tx,
                                "Patient/patient410",
                                "patient411",
                                CareRelations.GUARDIAN,
                                "RelatedPerson/test",
                                null));
        try (LiveSocket live = LiveSocket.of(Http.as("patient410").token())) {
            String resource = room.tell(KIND, "patient411");

            assertThat(live.event().path("resource").textValue()).isEqualTo(resource);
        }
    }

    @Test
    void a_row_that_cannot_be_delivered_stays_visible_and_does_not_keep_the_others() {
        room.run(
                tx ->
                        tx.run(
                                "INSERT INTO live_event (tenant, recipient, number, kind, type, id,"
                                        + " version, patients, named, payload, at) VALUES ('home',"
                                        + " 'Patient/patient419', 1, 'in.the-way', 'Basic', 'x', 1,"
                                        + " '{}', false, '{}', now())"));
        String stuck = room.tell(KIND, "patient419");
        try (LiveSocket live = LiveSocket.of(Http.as("patient420").token())) {
            String resource = room.tell(KIND, "patient420");
            assertThat(live.event().path("resource").textValue()).isEqualTo(resource);
        }
        await().until(() -> attempts(stuck) > 0);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> metrics().matches("(?s).*yunzhen_outbox_stuck [1-9].*"));
        assertThat(metrics()).contains("yunzhen_outbox_waiting");

        room.run(
                tx ->
                        tx.run(
                                "DELETE FROM live_event WHERE recipient = 'Patient/patient419'"
                                        + " AND kind = 'in.the-way'"));

        await().atMost(Duration.ofSeconds(30)).until(() -> attempts(stuck) == 0);
    }

    @Test
    void plain_writes_are_taken_out_of_the_outbox_and_told_to_nobody() {
        String id =
                Http.as("integration01")
                        .post(
                                "/fhir/Basic",
                                """
                                {"resourceType":"Basic","code":{"text":"plain"},
                                 "subject":{"reference":"Patient/patient421"}}""")
                        .id();

        await().until(() -> waiting(id) == 0);

        assertThat(ends("Patient/patient421").last()).isZero();
    }

    private Uni<Void> open(Tx tx, String doctor, String patient) {
        return relations.open(tx, doctor, patient, CareRelations.TREATING, "Basic/test", null);
    }

    private void awaitDelivered(String patient, long number) {
        await().until(() -> ends("Patient/" + patient).last() == number);
    }

    private LiveEvents.Ends ends(String recipient) {
        return kept.ends(new Mailbox("home", recipient)).await().indefinitely();
    }

    private long attempts(String resource) {
        String id = resource.substring(resource.indexOf('/') + 1);
        return number(
                "SELECT COALESCE(max(attempts), 0)::bigint FROM outbox WHERE id = '" + id + "'");
    }

    private long waiting(String id) {
        return number("SELECT count(*) FROM outbox WHERE id = '" + id + "'");
    }

    private long number(String sql) {
        return room.run(tx -> tx.run(sql).map(rows -> rows.iterator().next().getLong(0)));
    }

    private static String metrics() {
        return Http.anonymous().get("/q/metrics").text();
    }
}
