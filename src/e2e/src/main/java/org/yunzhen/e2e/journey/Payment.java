package org.yunzhen.e2e.journey;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.yunzhen.e2e.BrokenPromiseException;
import org.yunzhen.e2e.Caller;
import org.yunzhen.e2e.Inputs;
import org.yunzhen.e2e.Reply;

/** How a patient asks what something costs, pays it, and counts after. */
final class Payment {
    private static final List<String> BORNE_BY = List.of("benefit", "account", "cash", "hospital");

    private final Caller patient;

    Payment(Caller patient) {
        this.patient = patient;
    }

    /** A quote with the patient's insurance. */
    Reply quote(String subject) {
        String coverage =
                patient
                        .fhir()
                        .search()
                        .byUrl("Coverage?beneficiary=Patient/" + patient.account())
                        .returnBundle(Bundle.class)
                        .execute()
                        .getEntry()
                        .stream()
                        .findFirst()
                        .map(entry -> entry.getResource().getIdElement().getIdPart())
                        .orElseThrow(() -> new BrokenPromiseException("no Coverage is found"));
        Inputs inputs =
                Inputs.none()
                        .reference("subject", subject)
                        .reference("coverage", "Coverage/" + coverage)
                        .flag("useAccount", true);
        return patient.post("/fhir/Claim/$quote", inputs).expect(200, 201);
    }

    Reply settle(String quote, String key) {
        return patient.once(key)
                .post("/fhir/Claim/$settle", Inputs.none().reference("quote", quote))
                .expect(200, 201);
    }

    /** That fund, account, cash and hospital together bear the total of a ClaimResponse. */
    static BigDecimal addsUp(Reply response) {
        BigDecimal total = amount(response, "submitted");
        BigDecimal borne =
                BORNE_BY.stream()
                        .map(payer -> amount(response, payer))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        if (total.signum() <= 0 || total.compareTo(borne) != 0) {
            throw new BrokenPromiseException("total " + total + " but borne " + borne);
        }
        return total;
    }

    /** That the Invoice of a settled bill has the same total, by lines and by payers. */
    void invoiceAgrees(Reply settled, BigDecimal total) {
        JsonNode invoice = patient.get("/fhir/" + invoice(settled)).expect(200).json();
        BigDecimal byLine = BigDecimal.ZERO;
        for (JsonNode line : invoice.path("lineItem")) {
            byLine = byLine.add(sum(line.path("priceComponent")));
        }
        BigDecimal byPayer = sum(invoice.path("totalPriceComponent"));
        BigDecimal stated = invoice.path("totalGross").path("value").decimalValue();
        if (stated.compareTo(total) != 0
                || byLine.compareTo(total) != 0
                || byPayer.compareTo(total) != 0) {
            throw new BrokenPromiseException(
                    "total %s, invoice %s, lines %s, payers %s"
                            .formatted(total, stated, byLine, byPayer));
        }
    }

    private static String invoice(Reply settled) {
        for (JsonNode extension : settled.json().path("extension")) {
            String reference = extension.path("valueReference").path("reference").asText();
            if (reference.startsWith("Invoice/")) {
                return reference;
            }
        }
        throw new BrokenPromiseException("the settled bill names no Invoice");
    }

    private static BigDecimal sum(JsonNode components) {
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode component : components) {
            sum = sum.add(component.path("amount").path("value").decimalValue());
        }
        return sum;
    }

    private static BigDecimal amount(Reply response, String category) {
        for (JsonNode total : response.json().path("total")) {
            String code = total.path("category").path("coding").path(0).path("code").asText();
            if (code.equals(category)) {
                return total.path("amount").path("value").decimalValue();
            }
        }
        return BigDecimal.ZERO;
    }
}
