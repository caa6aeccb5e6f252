package org.yunzhen.hospital.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.catalogue.PricedRows;
import org.yunzhen.hospital.testing.Conformance;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(SettlementProfile.class)
class SettlementTest {
    @Inject Counter counter;
    @Inject PricedRows prices;

    @AfterEach
    void the_books_balance() {
        Counter.noFaults();
        counter.requireBooksToBalance();
    }

    @Test
    void a_self_payer_pays_everything_in_cash_once_and_gets_a_receipt() {
        String patient = Counter.employee();
        String appointment = counter.appointment(patient);

        Reply quote = Counter.quote(patient, appointment);
        assertThat(quote.status()).as(quote.text()).isEqualTo(201);
        assertThat(Counter.line(quote.json()))
                .isEqualTo("total 100.00 = fund 0.00 + account 0.00 + cash 100.00");

        Reply bill = Counter.settle(patient, quote.id());
        assertThat(bill.status()).as(bill.text()).isEqualTo(201);
        assertThat(Counter.line(bill.json())).isEqualTo(Counter.line(quote.json()));
        assertThat(counter.status(appointment)).isEqualTo("settled");
        assertThat(Counter.settle(patient, quote.id()).id()).isEqualTo(bill.id());
    }

    @Test
    void an_insured_prescription_is_paid_by_fund_account_and_cash() {
        String patient = Counter.employee();
        String task = counter.prescription(patient);

        Reply quote = Counter.quote(patient, task, patient, true);
        assertThat(quote.status()).as(quote.text()).isEqualTo(201);
        // class A 200.00: deductible 50.00, fund 60 % of 150.00; class C 20.00 is the patient's own
        assertThat(Counter.line(quote.json()))
                .isEqualTo("total 220.00 = fund 90.00 + account 110.00 + cash 20.00");
        assertThat(quote.json().path("item"))
                .as("each line with its own sum, in whatever order the insurer has answered")
                .extracting(item -> item.at("/adjudication/0/amount/value").asText())
                .containsExactly("200.00", "20.00");

        Reply bill = Counter.settle(patient, quote.id());
        assertThat(bill.status()).as(bill.text()).isEqualTo(201);
        assertThat(Counter.line(bill.json())).isEqualTo(Counter.line(quote.json()));
        assertThat(bill.json().path("payment").path("amount").path("value").decimalValue())
                .isEqualByComparingTo("90.00");
    }

    @Test
    void a_medicine_that_the_hospital_has_given_up_since_is_paid_as_it_was_last() {
        String patient = Counter.employee();

        Reply quote = Counter.quote(patient, counter.prescription(patient, "S-E"));

        assertThat(quote.status()).as(quote.text()).isEqualTo(201);
        assertThat(Counter.line(quote.json()))
                .isEqualTo("total 34.00 = fund 0.00 + account 0.00 + cash 34.00");
    }

    @Test
    void every_document_of_a_bill_is_valid_r4_and_readable_by_its_patient() {
        String patient = Counter.employee();
        JsonNode quote =
                Counter.quote(patient, counter.prescription(patient), patient, false).json();
        JsonNode bill = Counter.settle(patient, quote.path("id").asText()).json();
        JsonNode refund = Counter.refund("operator01", bill).json();

        for (JsonNode response : List.of(quote, bill, refund)) {
            assertThat(response.path("resourceType").asText())
                    .as(response.toString())
                    .isEqualTo("ClaimResponse");
            Counter.requireValid(response);
            Reply claim =
                    Http.as(patient)
                            .get("/fhir/" + response.path("request").path("reference").asText());
            assertThat(claim.status()).isEqualTo(200);
            Counter.requireValid(claim.json());
            Conformance.require("insurance-claim", claim.json());
        }
        Reply invoice = Http.as(patient).get("/fhir/" + invoice(bill));
        assertThat(invoice.status()).isEqualTo(200);
        Counter.requireValid(invoice.json());
        assertThat(invoice.json().path("status").asText()).isEqualTo("cancelled");
    }

    private static String invoice(JsonNode bill) {
        for (JsonNode extension : bill.path("extension")) {
            if (extension.has("valueReference")) {
                return extension.path("valueReference").path("reference").asText();
            }
        }
        throw new AssertionError("the bill names no invoice");
    }

    @Test
    void a_refund_asked_twice_gives_back_once_to_fund_account_and_patient() {
        String patient = Counter.employee();
        String task = counter.prescription(patient);
        String quote = Counter.quote(patient, task, patient, true).id();
        JsonNode bill = Counter.settle(patient, quote).json();

        Reply first = Counter.refund(patient, bill);
        Reply second = Counter.refund("operator01", bill);

        assertThat(first.status()).as(first.text()).isEqualTo(201);
        assertThat(Counter.line(first.json()))
                .isEqualTo("total -220.00 = fund -90.00 + account -110.00 + cash -20.00");
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(counter.status(task)).isEqualTo("refunded");
        assertThat(
                        counter.sql(
                                "SELECT count(*) FROM ledger_entry e JOIN bill b"
                                        + " ON b.tenant = e.tenant AND b.id = e.bill"
                                        + " WHERE b.subject_id = $1 AND e.kind = 'undo'",
                                task.substring("Task/".length())))
                .containsExactly(5L);
    }

    @Test
    void a_price_changed_since_the_quote_is_refused_with_the_new_quote() {
        String patient = Counter.employee();
        String task = counter.prescription(patient);
        String quote = Counter.quote(patient, task).id();
        prices.price("110.00");
        Reply refused = Counter.settle(patient, quote);
        prices.price("100.00");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.refusals()).containsExactly("quote-changed");
        String diagnostics = refused.json().path("issue").path(0).path("diagnostics").asText();
        String fresh = diagnostics.substring(diagnostics.indexOf("ClaimResponse/"));
        assertThat(Counter.line(Http.as(patient).get("/fhir/" + fresh).json()))
                .isEqualTo("total 240.00 = fund 0.00 + account 0.00 + cash 240.00");
        assertThat(Counter.settle(patient, quote).refusals()).containsExactly("quote-changed");
    }

    @Test
    void the_ledger_takes_no_posting_that_does_not_balance() {
        String patient = Counter.employee();
        String task = counter.prescription(patient);
        Counter.settle(patient, Counter.quote(patient, task).id());

        assertThat(
                        org.assertj.core.api.Assertions.catchThrowable(
                                () ->
                                        counter.sql(
                                                "INSERT INTO ledger_entry SELECT tenant, id, 'cash',"
                                                        + " 'undo', 'cash', -1, now() FROM bill"
                                                        + " WHERE subject_id = $1",
                                                task.substring("Task/".length()))))
                .hasMessageContaining("do not balance");
    }

    @Test
    void subject_coverage_and_its_beneficiary_may_be_named_by_the_address_of_this_server() {
        String patient = Counter.employee();
        String task = counter.prescription(patient);
        String root = Http.address() + "/fhir/";
        JsonNode coverage = Http.as("integration01").get("/fhir/Coverage/" + patient).json();
        Http.as("integration01")
                .put(
                        "/fhir/Coverage/" + patient,
                        coverage.toString().replace("\"Patient/", "\"" + root + "Patient/"));
        String inputs =
                """
                {"resourceType":"Parameters","parameter":[
                 {"name":"subject","valueReference":{"reference":"%s%s"}},
                 {"name":"coverage","valueReference":{"reference":"%sCoverage/%s"}}]}"""
                        .formatted(root, task, root, patient);

        Reply quote = Http.as(patient).post("/fhir/Claim/$quote", inputs);

        assertThat(quote.status()).as(quote.text()).isEqualTo(201);
        assertThat(
                        Http.as(patient)
                                .post(
                                        "/fhir/Claim/$quote",
                                        inputs.replace(root, "https://elsewhere.example/fhir/"))
                                .refusals())
                .contains("invalid-parameter");
    }
}
