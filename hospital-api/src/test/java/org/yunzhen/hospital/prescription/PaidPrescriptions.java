package org.yunzhen.hospital.prescription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.yunzhen.hospital.prescription.Ward.Visit;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.Reply;

/** Pays for prescriptions, ends them, and looks at what became of the money. */
@ApplicationScoped
class PaidPrescriptions {
    static final String REASON =
            TaskCalls.parametersOf("{\"name\":\"reason\",\"valueString\":\"开错药\"}");

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final AtomicInteger PATIENTS = new AtomicInteger();

    private final Ward ward;
    private final Transactions transactions;
    private final ExpiryJob expiry;

    PaidPrescriptions(Ward ward, Transactions transactions, ExpiryJob expiry) {
        this.ward = ward;
        this.transactions = transactions;
        this.expiry = expiry;
    }

    /** Of a patient of its own. */
    Visit visit() {
        return ward.visitOf("rx-paid-" + PATIENTS.incrementAndGet());
    }

    Reply revoke(String task) {
        return Http.as(Ward.DOCTOR).post("/fhir/Task/" + task + "/$revoke", REASON);
    }

    void expire(String task) {
        change(
                "UPDATE prescription SET valid_until = now() - interval '1 minute' WHERE id = $1",
                task);
        expiry.expire().await().indefinitely();
    }

    String quote(Visit visit, String task) {
        Reply quote =
                Http.as(visit.patient())
                        .post("/fhir/Claim/$quote", reference("subject", "Task/" + task));
        assertThat(quote.status()).as(quote.text()).isEqualTo(201);
        return "ClaimResponse/" + quote.id();
    }

    /** Pays for a prescription: the id of the Claim. */
    String pay(Visit visit, String task) {
        Reply bill =
                Http.as(visit.patient())
                        .post("/fhir/Claim/$settle", reference("quote", quote(visit, task)));
        assertThat(bill.status()).as(bill.text()).isEqualTo(201);
        return bill.json().path("request").path("reference").asText().substring("Claim/".length());
    }

    String reference(String name, String target) {
        return TaskCalls.parametersOf(
                "{\"name\":\"%s\",\"valueReference\":{\"reference\":\"%s\"}}"
                        .formatted(name, target));
    }

    Reply refund(String account, String claim) {
        return refundLater(account, claim).join();
    }

    CompletableFuture<Reply> refundLater(String account, String claim) {
        return Http.as(account)
                .postLater(
                        "/fhir/Claim/" + claim + "/$refund", "{\"resourceType\":\"Parameters\"}");
    }

    String payment(String task) {
        for (var input : TaskCalls.task(task).path("input")) {
            if (input.path("type").path("text").asText().equals("payment")) {
                return input.path("valueCode").asText();
            }
        }
        return "none";
    }

    void awaitBill(String task, String status) {
        await().atMost(LONG).untilAsserted(() -> assertThat(bill(task)).isEqualTo(status));
    }

    String bill(String task) {
        return (String)
                value(
                        "SELECT status FROM bill WHERE subject_type = 'Task' AND subject_id = $1",
                        task);
    }

    /** How often the patient is told: what waits in the outbox and what was delivered. */
    long told(String kind, String task) {
        return (Long)
                value(
                        """
                        SELECT (SELECT count(*) FROM outbox WHERE kind = $1 AND id = $2)
                             + (SELECT count(*) FROM live_event
                                 WHERE kind = $1 AND id = $2 AND recipient LIKE 'Patient/%')""",
                        kind, task);
    }

    Object value(String sql, Object... values) {
        return transactions
                .run(Ward.HOME, tx -> tx.run(sql, values))
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getValue(0);
    }

    void change(String sql, Object... values) {
        transactions.run(Ward.HOME, tx -> tx.run(sql, values)).await().indefinitely();
    }
}
