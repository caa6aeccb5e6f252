package org.yunzhen.hospital.prescription;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.catalogue.Catalogue;
import org.yunzhen.hospital.catalogue.SampleCatalogue;
import org.yunzhen.hospital.event.Events;
import org.yunzhen.hospital.event.Kinds;
import org.yunzhen.hospital.prescription.Ward.Visit;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;

/** What the till tells of a prescription's bill stands where the pharmacy reads it. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PaymentOfPrescriptionTest {
    @Inject Ward ward;
    @Inject Transactions transactions;
    @Inject Documents documents;
    @Inject Events events;

    @BeforeEach
    void prepare() {
        QuarkusMock.installMockForType(new SampleCatalogue(), Catalogue.class);
        ward.staff();
    }

    @Test
    void the_task_says_whether_the_medicine_is_paid_for_and_the_prescription_stays_valid() {
        Visit visit = ward.visit();
        String task = ward.ready(visit);
        assertThat(payments(visit, task)).isEmpty();

        tell(Kinds.BILL_SETTLED, task);
        assertThat(payments(visit, task)).containsExactly("paid");

        tell(Kinds.BILL_REFUNDING, task);
        assertThat(payments(visit, task)).containsExactly("refunded");
        assertThat(TaskCalls.claim("pharmacy01", TaskCalls.code(visit, task)).status())
                .isEqualTo(200);
        assertThat(payments(visit, task)).containsExactly("refunded");
    }

    private void tell(String kind, String task) {
        transactions
                .run(
                        Ward.HOME,
                        tx ->
                                documents
                                        .find(tx, "Task", task)
                                        .chain(found -> events.tell(tx, kind, found.orElseThrow())))
                .await()
                .indefinitely();
    }

    private static List<String> payments(Visit visit, String task) {
        JsonNode read = Http.as(visit.patient()).get("/fhir/Task/" + task).json();
        List<String> states = new ArrayList<>();
        for (JsonNode input : read.path("input")) {
            if (input.path("type").path("text").asText().equals("payment")) {
                states.add(input.path("valueCode").asText());
            }
        }
        return states;
    }
}
