package org.yunzhen.hospital.consultation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yunzhen.hospital.consultation.VisitData.step;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.WaitingRoom;
import org.yunzhen.mappings.rule.Rule;

/** {@link Rule#R50}: where the hospital bounds them, a doctor accepts so many visits a day. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(VisitsADayTest.TwoADay.class)
class VisitsADayTest {
    private static final String DOCTOR = "doctor12";

    @Inject WaitingRoom room;

    public static class TwoADay implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("yunzhen.consultation.visits-a-day", "2");
        }
    }

    @Test
    void a_third_visit_of_the_day_is_refused_also_when_the_first_is_over_and_tomorrow_it_is_not() {
        VisitData.practitioner(DOCTOR, 10, "2035-12-31");
        String first = waiting("patient581");
        assertThat(step(DOCTOR, first, "accept").status()).isEqualTo(200);
        assertThat(step(DOCTOR, first, "finish").status()).isEqualTo(200);
        assertThat(step(DOCTOR, waiting("patient582"), "accept").status()).isEqualTo(200);
        String third = waiting("patient583");

        assertThat(step(DOCTOR, third, "accept").refusals())
                .containsExactly("too-many-visits-today");

        room.run(tx -> tx.run("UPDATE visit SET accepted_at = accepted_at - interval '1 day'"));
        assertThat(step(DOCTOR, third, "accept").status()).isEqualTo(200);
    }

    private String waiting(String patient) {
        VisitData.consent(patient);
        return room.checkIn(patient, "Practitioner/" + DOCTOR);
    }
}
