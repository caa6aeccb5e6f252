package org.yunzhen.hospital.consultation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yunzhen.hospital.consultation.VisitData.DEPARTMENT;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.proof.Tables;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Races;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.hospital.testing.WaitingRoom;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AcceptRaceTest {
    private static final String PATIENT = "patient506";
    private static final List<String> DOCTORS = List.of("doctor10", "doctor11");

    @Inject WaitingRoom room;
    @Inject DataSource database;

    @BeforeEach
    void bothWorkInTheDepartment() {
        VisitData.department("doctor10", "doctor11");
        DOCTORS.forEach(doctor -> VisitData.practitioner(doctor, 10, "2035-12-31"));
        VisitData.consent(PATIENT);
    }

    @Test
    void of_two_doctors_who_accept_at_once_exactly_one_wins_and_the_other_is_told() {
        Races.run(
                "two doctors accept one visit",
                this::visits,
                visit -> List.of(accept("doctor10", visit), accept("doctor11", visit)),
                (visit, replies) -> {
                    assertThat(replies)
                            .extracting(Reply::status)
                            .containsExactlyInAnyOrder(200, 409);
                    int winner = replies.get(0).status() == 200 ? 0 : 1;
                    assertThat(replies.get(1 - winner).refusals())
                            .containsExactly("accepted-by-another");
                    assertState(visit, DOCTORS.get(winner));
                    end(visit);
                });
    }

    private List<String> visits(int count) {
        return Stream.generate(() -> room.checkIn(PATIENT, DEPARTMENT)).limit(count).toList();
    }

    private static CompletableFuture<Reply> accept(String doctor, String visit) {
        return Http.as(doctor)
                .postLater(
                        "/fhir/Encounter/" + visit + "/$accept",
                        "{\"resourceType\":\"Parameters\"}");
    }

    /** One row, one new version of the document, one relation: all of the winner. */
    private void assertState(String visit, String winner) {
        assertThat(
                        new Tables(database)
                                .rows(
                                        """
                                        SELECT v.status, v.doctor, r.version, c.actor
                                          FROM visit v
                                          JOIN resource r ON r.tenant = v.tenant
                                               AND r.type = 'Encounter' AND r.id = v.encounter
                                          JOIN care_relation c ON c.tenant = v.tenant
                                               AND c.source = 'Encounter/' || v.encounter
                                               AND c.actor LIKE 'Practitioner/%%'
                                         WHERE v.encounter = '%s'"""
                                                .formatted(visit)))
                .containsExactly(List.of("in-progress", winner, "2", "Practitioner/" + winner));
    }

    /** So that the limit of visits under way is not reached. */
    private void end(String visit) {
        room.run(tx -> tx.run("UPDATE visit SET status = 'finished' WHERE encounter = $1", visit));
    }
}
