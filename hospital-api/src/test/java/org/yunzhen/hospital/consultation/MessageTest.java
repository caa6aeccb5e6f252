package org.yunzhen.hospital.consultation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yunzhen.hospital.consultation.VisitData.OWN;
import static org.yunzhen.hospital.consultation.VisitData.message;
import static org.yunzhen.hospital.consultation.VisitData.step;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.access.CareRelations;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.LiveSocket;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.hospital.testing.WaitingRoom;

/** What is said during a visit, and by whom. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class MessageTest {
    @Inject WaitingRoom room;
    @Inject CareRelations relations;

    @BeforeEach
    void doctorsWorkInTheirDepartment() {
        VisitData.doctors();
    }

    @Test
    void a_message_reaches_the_other_side_at_once_and_both_ways() {
        String visit = VisitData.accepted(room, "patient518");
        try (LiveSocket doctor = LiveSocket.of(Http.as(OWN).token());
                LiveSocket patient = LiveSocket.of(Http.as("patient518").token())) {
            Reply asked =
                    Http.as("patient518")
                            .post(
                                    "/fhir/Communication",
                                    message(visit, "patient518", "Patient/patient518", "头晕"));
            assertThat(asked.status()).isEqualTo(201);
            assertThat(VisitData.resource(doctor.event("message.sent")))
                    .isEqualTo("Communication/" + asked.id());
            patient.event("message.sent");

            Reply answered =
                    Http.as(OWN)
                            .post(
                                    "/fhir/Communication",
                                    message(visit, "patient518", "Practitioner/" + OWN, "量血压"));

            JsonNode event = patient.event("message.sent");
            assertThat(VisitData.resource(event)).isEqualTo("Communication/" + answered.id());
            assertThat(event.at("/detail/encounter").asText()).isEqualTo("Encounter/" + visit);
            assertThat(Http.as("patient518").get("/fhir/" + VisitData.resource(event)).text())
                    .contains("量血压");
        }
    }

    @Test
    void a_message_that_names_visit_patient_and_sender_by_the_address_of_this_server_is_sent() {
        String visit = VisitData.accepted(room, "patient517");
        String root = Http.address() + "/fhir/";
        String sent = message(visit, "patient517", "Patient/patient517", "头晕");
        String full = sent.replaceAll("\"(Encounter|Patient)/", "\"" + root + "$1/");
        String elsewhere = full.replace(root, "https://elsewhere.example/fhir/");
        Http patient = Http.as("patient517");

        Reply reply = patient.post("/fhir/Communication", full);

        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        assertThat(patient.post("/fhir/Communication", elsewhere).status()).isIn(403, 422);
    }

    @Test
    void a_message_is_refused_without_visit_in_anothers_name_too_long_or_after_the_end() {
        String visit = VisitData.accepted(room, "patient519");
        Http patient = Http.as("patient519");
        String self = "Patient/patient519";
        String good = message(visit, "patient519", self, "好");

        assertThat(send(patient, good.replace("\"encounter\"", "\"about\"")).status())
                .isEqualTo(422);
        assertThat(send(patient, message(visit, "patient519", "Practitioner/" + OWN, "好")).status())
                .isEqualTo(403);
        assertThat(send(patient, message("none", "patient519", self, "好")).status()).isEqualTo(403);
        assertThat(send(patient, message(visit, "patient519", self, "好".repeat(2001))).refusals())
                .containsExactly("message-too-long");
        assertThat(send(patient, message(visit, "patient519", self, "好".repeat(2000))).status())
                .isEqualTo(201);
        step(OWN, visit, "finish");
        assertThat(send(patient, good).refusals()).containsExactly("wrong-state");
    }

    @Test
    void a_guardian_writes_as_the_related_person_they_are_and_not_as_the_child() {
        String child = "patient525";
        String visit = VisitData.accepted(room, child);
        String related = related("guardian-525", child);
        String stranger = related("stranger-525", child);
        room.run(
                tx ->
                        relations.open(
                                tx,
                                "Patient/patient526",
                                child,
                                CareRelations.GUARDIAN,
                                related,
                                null));
        Http guardian = Http.as("patient526");

        Reply said = send(guardian, message(visit, child, related, "孩子发烧"));

        assertThat(said.status()).as(said.text()).isEqualTo(201);
        for (String other : List.of("Patient/" + child, "Patient/patient526", stranger)) {
            Reply refused = send(guardian, message(visit, child, other, "孩子发烧"));
            assertThat(refused.status()).as(other).isEqualTo(403);
            assertThat(refused.text()).contains("Communication.sender");
        }
        assertThat(send(guardian, message(visit, child, "Patient/" + child, "x")).text())
                .contains(related);
        assertThat(send(Http.as(child), message(visit, child, related, "x")).status())
                .isEqualTo(403);
        assertThat(send(Http.as(child), message(visit, child, "Patient/" + child, "x")).status())
                .isEqualTo(201);
        assertThat(send(Http.as("patient527"), message(visit, child, related, "x")).status())
                .isEqualTo(403);
    }

    private static String related(String id, String child) {
        return VisitData.put(
                "RelatedPerson", id, "\"patient\":{\"reference\":\"Patient/%s\"}".formatted(child));
    }

    @Test
    void what_was_said_is_not_changed_afterwards() {
        String visit = VisitData.accepted(room, "patient520");
        Http doctor = Http.as(OWN);
        Reply said = send(doctor, message(visit, "patient520", "Practitioner/" + OWN, "一日一次"));

        Reply changed =
                doctor.put("/fhir/Communication/" + said.id(), said.text().replace("一日一次", "一日三次"));

        assertThat(changed.status()).isEqualTo(403);
    }

    private static Reply send(Http sender, String message) {
        return sender.post("/fhir/Communication", message);
    }
}
