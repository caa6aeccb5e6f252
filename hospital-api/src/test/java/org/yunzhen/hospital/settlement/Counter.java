package org.yunzhen.hospital.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.ConfigProvider;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Ownership;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.nhsa.ClaimResponses;
import org.yunzhen.mappings.nhsa.Figure;
import org.yunzhen.mappings.nhsa.SettlementFigures;
import org.yunzhen.mappings.validate.StructureValidator;

/** The cashier's counter of the tests: patients, what they are billed for, and the books. */
@ApplicationScoped
class Counter {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final AtomicInteger NEXT_PATIENT = new AtomicInteger(500);
    private static final AtomicInteger NEXT_SUBJECT = new AtomicInteger();

    private final Transactions transactions;
    private final Documents documents;

    Counter(Transactions transactions, Documents documents) {
        this.transactions = transactions;
        this.documents = documents;
    }

    /** An employee (insurance 310, account 2000.00) with an active Coverage of the same id. */
    static String employee() {
        String id = "patient" + NEXT_PATIENT.getAndIncrement();
        String resident =
                residentId("51040219800101" + "%d2".formatted(id.charAt(8) - '0') + id.charAt(9));
        Http.as("integration01")
                .put(
                        "/fhir/Patient/" + id,
                        """
                        {"resourceType":"Patient","id":"%s","name":[{"text":"测试%s"}],
                         "identifier":[{"system":"urn:oid:2.16.156.10011.1.3","value":"%s"}]}"""
                                .formatted(id, id, resident));
        Http.as("integration01")
                .put(
                        "/fhir/Coverage/" + id,
                        """
                        {"resourceType":"Coverage","id":"%s","status":"active",
                         "beneficiary":{"reference":"Patient/%s"},
                         "payor":[{"display":"攀枝花市医疗保障局"}]}"""
                                .formatted(id, id));
        return id;
    }

    private static String residentId(String seventeen) {
        int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * (seventeen.charAt(i) - '0');
        }
        return seventeen + "10X98765432".charAt(sum % 11);
    }

    /** An Appointment of the workflow, held for a fee of 100.00. */
    String appointment(String patient) {
        return owned(
                """
                {"resourceType":"Appointment","id":"%s","status":"pending",
                 "extension":[
                  {"url":"https://yunzhen.example/fhir/StructureDefinition/fee",
                   "valueMoney":{"value":100.00,"currency":"CNY"}},
                  {"url":"https://yunzhen.example/fhir/StructureDefinition/price-item",
                   "valueCoding":{"code":"S-REG"}}],
                 "participant":[{"actor":{"reference":"Patient/%s"},"status":"accepted"}]}""",
                patient);
    }

    /** A reviewed prescription: two packages S-A (class A) and one S-C (class C). */
    String prescription(String patient) {
        return prescription(patient, "S-A");
    }

    /** The same with two packages of another medicine. */
    String prescription(String patient, String twice) {
        String task =
                owned(
                        """
                        {"resourceType":"Task","id":"%1$s","status":"ready","intent":"order",
                         "for":{"reference":"Patient/%2$s"},
                         "input":[
                          {"type":{"text":"medication-request"},
                           "valueReference":{"reference":"MedicationRequest/%1$s-a"}},
                          {"type":{"text":"medication-request"},
                           "valueReference":{"reference":"MedicationRequest/%1$s-c"}}]}""",
                        patient);
        String id = task.substring("Task/".length());
        medicationRequest(id + "-a", patient, twice, 2);
        medicationRequest(id + "-c", patient, "S-C", 1);
        return task;
    }

    private static void medicationRequest(String id, String patient, String code, int packages) {
        Reply put =
                Http.as("integration01")
                        .put(
                                "/fhir/MedicationRequest/" + id,
                                """
                                {"resourceType":"MedicationRequest","id":"%s","status":"active",
                                 "intent":"order","subject":{"reference":"Patient/%s"},
                                 "medicationCodeableConcept":{"coding":[{"system":
                                  "https://yunzhen.example/fhir/sid/medicine-code","code":"%s"}]},
                                 "dispenseRequest":{"quantity":{"value":%d,"unit":"盒"}}}"""
                                        .formatted(id, patient, code, packages));
        assertThat(put.status()).as(put.text()).isEqualTo(201);
    }

    String owned(String json, String patient) {
        String id = "billed-" + NEXT_SUBJECT.incrementAndGet();
        byte[] text = json.formatted(id, patient).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        var document = (com.fasterxml.jackson.databind.node.ObjectNode) FhirJson.parse(text);
        Stored stored =
                transactions
                        .run("home", tx -> documents.create(tx, document, Ownership.of("test")))
                        .await()
                        .indefinitely();
        return stored.reference();
    }

    static Reply quote(String patient, String subject) {
        return quote(patient, subject, null, false);
    }

    static Reply quote(String patient, String subject, String coverage, boolean account) {
        String insured =
                coverage == null
                        ? ""
                        : """
                        ,{"name":"coverage","valueReference":{"reference":"Coverage/%s"}}
                        ,{"name":"useAccount","valueBoolean":%s}"""
                                .formatted(coverage, account);
        return Http.as(patient)
                .post(
                        "/fhir/Claim/$quote",
                        """
                        {"resourceType":"Parameters","parameter":[
                         {"name":"subject","valueReference":{"reference":"%s"}}%s]}"""
                                .formatted(subject, insured));
    }

    static Reply settle(String patient, String quote) {
        return Http.as(patient).post("/fhir/Claim/$settle", settlement(quote, "wx-" + patient));
    }

    static CompletableFuture<Reply> settleLater(String patient, String quote) {
        return Http.as(patient)
                .postLater("/fhir/Claim/$settle", settlement(quote, "wx-" + patient));
    }

    static Reply settleAs(String patient, String quote, String payer) {
        return Http.as(patient).post("/fhir/Claim/$settle", settlement(quote, payer));
    }

    private static String settlement(String quote, String payer) {
        return """
        {"resourceType":"Parameters","parameter":[
         {"name":"quote","valueReference":{"reference":"ClaimResponse/%s"}},
         {"name":"payer","valueString":"%s"}]}"""
                .formatted(quote, payer);
    }

    static Reply refund(String caller, JsonNode bill) {
        return Http.as(caller)
                .post(
                        "/fhir/" + bill.path("request").path("reference").asText() + "/$refund",
                        "{\"resourceType\":\"Parameters\"}");
    }

    /** As a cashier reads it. */
    static String line(JsonNode claimResponse) {
        SettlementFigures figures = ClaimResponses.figures(claimResponse);
        return "total %s = fund %s + account %s + cash %s"
                .formatted(
                        figures.get(Figure.MEDFEE_SUMAMT),
                        figures.get(Figure.FUND_PAY_SUMAMT),
                        figures.get(Figure.ACCT_PAY),
                        figures.get(Figure.PSN_CASH_PAY));
    }

    static void requireValid(JsonNode document) {
        assertThat(new StructureValidator(Definitions.r4()).validate(document)).isEmpty();
    }

    /** Orders a fault of the outside. */
    static void fault(String match, String kind, int times) {
        outside(
                "POST",
                "/sandbox/faults",
                """
                [{"match":"%s","kind":"%s","times":%d,"delay_ms":3000}]"""
                        .formatted(match, kind, times));
    }

    static void noFaults() {
        outside("DELETE", "/sandbox/faults", "");
    }

    static JsonNode outsideLedger() {
        return FhirJson.parse(outside("GET", "/sandbox/ledger", ""));
    }

    private static byte[] outside(String method, String path, String body) {
        String base = ConfigProvider.getConfig().getValue("yunzhen.cash.url", String.class);
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .method(method, BodyPublishers.ofString(body))
                        .build();
        try {
            return CLIENT.send(request, BodyHandlers.ofByteArray()).body();
        } catch (IOException e) {
            throw new IllegalStateException("the sandbox does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Whole rows of one column. */
    List<Object> sql(String statement, Object... values) {
        List<Object> found = new ArrayList<>();
        for (Row row : transactions.reading("home").run(statement, values).await().indefinitely()) {
            found.add(row.getValue(0));
        }
        return found;
    }

    String status(String subject) {
        return (String)
                sql(
                                "SELECT status FROM bill WHERE subject_type || '/' || subject_id = $1"
                                        + " ORDER BY created_at DESC LIMIT 1",
                                subject)
                        .get(0);
    }

    /** Nothing moves any more, every step makes zero, and the outside has the same money. */
    void requireBooksToBalance() {
        await().atMost(Duration.ofSeconds(30)).until(() -> unfinished() == 0);
        assertThat(
                        sql(
                                "SELECT bill FROM ledger_entry GROUP BY tenant, bill, leg, kind"
                                        + " HAVING sum(amount_fen) <> 0"))
                .isEmpty();
        JsonNode outside = outsideLedger();
        assertThat(account("fund")).isEqualTo(outside.path("totals").path("fund_fen").asLong());
        assertThat(account("account")).isEqualTo(outside.path("totals").path("acct_fen").asLong());
        assertThat(account("cash")).isEqualTo(cash(outside));
    }

    private long unfinished() {
        return (Long)
                sql("SELECT count(*) FROM bill"
                                + " WHERE status IN ('submitted', 'reverting', 'refunding')")
                        .get(0);
    }

    private long account(String code) {
        return ((Number)
                        sql(
                                        "SELECT COALESCE(sum(amount_fen), 0)::bigint FROM ledger_entry"
                                                + " WHERE account = $1",
                                        code)
                                .get(0))
                .longValue();
    }

    private static long cash(JsonNode outside) {
        long sum = 0;
        for (JsonNode payment : outside.path("payments")) {
            if ("SUCCESS".equals(payment.path("status").asText())) {
                sum += payment.path("amount_fen").asLong() - payment.path("refunded_fen").asLong();
            }
        }
        return sum;
    }
}
