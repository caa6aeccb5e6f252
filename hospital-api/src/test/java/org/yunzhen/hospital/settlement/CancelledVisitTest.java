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

/** Who pays for a visit that is cancelled while the money is under way gets it back. */
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
    @Inject Bills bills;
    @Inject Legs legs;

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

        submitted(quote);

        await().atMost(LONG).until(() -> counter.status(visit).equals("refunded"));
    }

    /** What {@code $settle} does after it has looked whether the subject may be billed. */
    private void submitted(String quote) {
        transactions
                .run(
                        "home",
                        tx ->
                                bills.quoteByResponse(tx, quote)
                                        .map(Optional::orElseThrow)
                                        .call(row -> bills.submit(tx, row, "wx"))
                                        .chain(row -> legs.make(tx, row)))
                .await()
                .indefinitely();
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

    /** The visit is cancelled, as the room of the visits does and tells it. */
    private void cancel(String visit) {
        transactions
                .run(
                        "home",
                        tx ->
                                documents
                                        .lock(
                                                tx,
                                                "Encounter",
                                                visit.substring("Encounter/".length()))
                                        .map(Optional::orElseThrow)
                                        .chain(
                                                stored ->
                                                        documents.update(
                                                                tx,
                                                                stored,
                                                                stored.document()
                                                                        .put(
                                                                                "status",
                                                                                "cancelled")))
                                        .chain(
                                                stored ->
                                                        events.tell(
                                                                tx, Kinds.VISIT_CANCELLED, stored)))
                .await()
                .indefinitely();
    }
}
