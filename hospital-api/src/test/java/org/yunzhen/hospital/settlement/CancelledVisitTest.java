package org.yunzhen.hospital.settlement;

import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.event.Events;
import org.yunzhen.hospital.event.Kinds;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.testing.PostgresResource;

/** Who pays for a visit or a prescription that ends while the money is under way gets it back. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(SettlementProfile.class)
class CancelledVisitTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @Inject Counter counter;
    @Inject UnknownPayments unknown;
    @Inject Transactions transactions;
    @Inject Documents documents;
    @Inject Events events;

    @AfterEach
    void the_books_balance() {
        Counter.noFaults();
        counter.requireBooksToBalance();
    }

    @Test
    void a_visit_that_is_cancelled_while_its_bill_is_held_costs_nothing_in_the_end() {
        String patient = Counter.employee();
        String visit = visit(patient);
        UnknownPayments.make(patient, visit);
        unknown.hold(visit);
        cancel(visit);
        Counter.noFaults();

        HeldTasks.resolve(
                "operator01", HeldTasks.id(HeldTasks.onlyTask(visit, "requested")), "go-on", null);

        await().atMost(LONG).until(() -> counter.status(visit).equals("refunded"));
    }

    @Test
    void a_visit_that_is_cancelled_between_the_last_look_and_the_payment_costs_nothing() {
        String patient = Counter.employee();
        String visit = visit(patient);
        String quote = Counter.quote(patient, visit).id();
        cancel(visit);

        unknown.submit(quote);

        await().atMost(LONG).until(() -> counter.status(visit).equals("refunded"));
    }

    @Test
    void a_prescription_that_is_revoked_while_its_bill_is_held_costs_nothing_in_the_end() {
        String patient = Counter.employee();
        String prescription = counter.prescription(patient);
        UnknownPayments.make(patient, prescription);
        unknown.hold(prescription);
        end(prescription, "cancelled", Kinds.PRESCRIPTION_MOVED);
        Counter.noFaults();

        HeldTasks.resolve(
                "operator01",
                HeldTasks.id(HeldTasks.onlyTask(prescription, "requested")),
                "go-on",
                null);

        await().atMost(LONG).until(() -> counter.status(prescription).equals("refunded"));
    }

    @Test
    void a_prescription_that_expires_while_the_insurer_keeps_silent_costs_nothing_in_the_end() {
        String patient = Counter.employee();
        String prescription = counter.prescription(patient);
        UnknownPayments.make(patient, prescription);
        end(prescription, "failed", Kinds.PRESCRIPTION_MOVED);

        Counter.noFaults();

        await().atMost(LONG).until(() -> counter.status(prescription).equals("refunded"));
    }

    @Test
    void a_prescription_that_is_revoked_between_the_last_look_and_the_payment_costs_nothing() {
        String patient = Counter.employee();
        String prescription = counter.prescription(patient);
        String quote = Counter.quote(patient, prescription).id();
        end(prescription, "cancelled", Kinds.PRESCRIPTION_MOVED);

        unknown.submit(quote);

        await().atMost(LONG).until(() -> counter.status(prescription).equals("refunded"));
    }

    /** A visit of the workflow whose patient waits, for a fee of 100.00. */
    private String visit(String patient) {
        return counter.owned(
                """
                {"resourceType":"Encounter","id":"%s","status":"arrived",
                 "class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"VR"},
                 "extension":[
                  {"url":"https://yunzhen.example/fhir/StructureDefinition/fee",
                   "valueMoney":{"value":100.00,"currency":"CNY"}},
                  {"url":"https://yunzhen.example/fhir/StructureDefinition/price-item",
                   "valueCoding":{"code":"S-REG"}}],
                 "subject":{"reference":"Patient/%s"}}""",
                patient);
    }

    private void cancel(String visit) {
        end(visit, "cancelled", Kinds.VISIT_CANCELLED);
    }

    /** It ends, as its own room does and tells it. */
    private void end(String subject, String status, String kind) {
        String[] parts = subject.split("/");
        transactions
                .run(
                        "home",
                        tx ->
                                documents
                                        .lock(tx, parts[0], parts[1])
                                        .map(Optional::orElseThrow)
                                        .chain(
                                                stored ->
                                                        documents.update(
                                                                tx,
                                                                stored,
                                                                stored.document()
                                                                        .put("status", status)))
                                        .chain(stored -> events.tell(tx, kind, stored)))
                .await()
                .indefinitely();
    }
}
