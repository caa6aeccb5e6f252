package org.yunzhen.hospital.settlement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.yunzhen.insurance.wire.WireTime;
import org.yunzhen.mappings.identifier.Extensions;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.money.FhirMoney;
import org.yunzhen.mappings.money.Money;
import org.yunzhen.mappings.nhsa.Bill;
import org.yunzhen.mappings.nhsa.ClaimContext;
import org.yunzhen.mappings.nhsa.ClaimContext.Use;
import org.yunzhen.mappings.nhsa.ClaimResponses;
import org.yunzhen.mappings.nhsa.Figure;
import org.yunzhen.mappings.nhsa.SettlementFigures;

/** The documents of a bill: pure functions from what is known to R4. */
final class BillDocuments {
    private static final String TERMINOLOGY = "http://terminology.hl7.org/CodeSystem/";
    private static final String SELF_PAID = "自费";

    /**
     * Who asks whom.
     *
     * @param coverage id of the Coverage, or null for a self-payer
     */
    record Parties(
            String patient,
            String institution,
            String institutionName,
            String coverage,
            JsonNode insurer) {
        ObjectNode provider() {
            ObjectNode provider = FhirJson.object();
            provider.putObject("identifier")
                    .put("system", Systems.NHSA_FIXMEDINS_CODE)
                    .put("value", institution);
            return provider.put("display", institutionName);
        }
    }

    private BillDocuments() {}

    /** The Claim of a quote. */
    static ObjectNode claim(String id, Subject subject, Parties parties, OffsetDateTime now) {
        ObjectNode claim = FhirJson.object().put("resourceType", "Claim").put("id", id);
        claim.put("status", "active");
        claim.set("type", concept(TERMINOLOGY + "claim-type", claimType(subject)));
        claim.put("use", Use.PREDETERMINATION.code());
        claim.set("patient", reference("Patient/" + parties.patient()));
        claim.put("created", text(now));
        claim.set("provider", parties.provider());
        claim.set("priority", concept(TERMINOLOGY + "processpriority", "normal"));
        ObjectNode billed = claim.putArray("supportingInfo").addObject().put("sequence", 1);
        billed.set("category", concept(TERMINOLOGY + "claiminformationcategory", "info"));
        billed.set("valueReference", reference(subject.stored().reference()));
        claim.putArray("insurance").add(insurance(parties));
        ArrayNode items = claim.putArray("item");
        subject.lines().forEach(line -> items.add(item(line, items.size() + 1)));
        claim.set("total", FhirMoney.of(subject.total()));
        return claim;
    }

    private static String claimType(Subject subject) {
        return subject.stored().type().equals("Task") ? "pharmacy" : "professional";
    }

    private static ObjectNode insurance(Parties parties) {
        ObjectNode insurance = FhirJson.object().put("sequence", 1).put("focal", true);
        insurance.set(
                "coverage",
                parties.coverage() == null
                        ? FhirJson.object().put("display", SELF_PAID)
                        : reference("Coverage/" + parties.coverage()));
        return insurance;
    }

    private static ObjectNode item(FeeLine line, int sequence) {
        ObjectNode item = FhirJson.object().put("sequence", sequence);
        ObjectNode product = concept(line.system(), line.code());
        ((ObjectNode) product.path("coding").path(0)).put("display", line.nameZh());
        if (line.nhsaCode() != null) {
            product.withArray("coding")
                    .addObject()
                    .put("system", nhsaSystem(line))
                    .put("code", line.nhsaCode());
        }
        item.set("productOrService", product);
        item.putObject("quantity").put("value", line.count());
        ObjectNode price = FhirJson.object();
        price.put("value", scaled(line.price())).put("currency", "CNY");
        item.set("unitPrice", price);
        item.set("net", FhirMoney.of(line.amount()));
        return item;
    }

    private static String nhsaSystem(FeeLine line) {
        return line.system().equals(Systems.MEDICINE_CODE)
                ? Systems.NHSA_DRUG_CODE
                : Systems.NHSA_SERVICE_CODE;
    }

    private static BigDecimal scaled(BigDecimal price) {
        return price.scale() < 2 ? price.setScale(2) : price;
    }

    /** The ClaimResponse of a quote. */
    static ObjectNode quote(
            String id,
            String claim,
            Subject subject,
            Parties parties,
            Bill bill,
            OffsetDateTime now) {
        ClaimContext context =
                new ClaimContext(
                        Use.PREDETERMINATION,
                        claimType(subject),
                        "Patient/" + parties.patient(),
                        "Organization/insurer",
                        "Organization/provider",
                        "Claim/" + claim,
                        "Coverage/" + parties.coverage(),
                        now,
                        Map.of(),
                        Optional.empty());
        ObjectNode response = ClaimResponses.of(context, bill, Figures.PROVINCE);
        response.put("id", id);
        response.set("requestor", parties.provider());
        response.set("insurer", parties.insurer());
        if (parties.coverage() == null) {
            response.remove("insurance");
        }
        return response;
    }

    /** The Claim of a settled bill: the quote's, claimed. */
    static ObjectNode claimed(ObjectNode quoted, String id, OffsetDateTime now) {
        ObjectNode claim = afresh(quoted, id);
        claim.put("use", Use.CLAIM.code());
        return claim.put("created", text(now));
    }

    /** The ClaimResponse of a settled bill: to the fen the quote's. */
    static ObjectNode settled(
            ObjectNode quoted,
            String id,
            String claim,
            String invoice,
            Map<String, String> identifiers,
            Money fund,
            OffsetDateTime now) {
        ObjectNode response = afresh(quoted, id);
        response.put("use", Use.CLAIM.code());
        response.put("created", text(now));
        response.set("request", reference("Claim/" + claim));
        identify(response, identifiers);
        response.withArray("extension")
                .addObject()
                .put("url", Extensions.INVOICE)
                .set("valueReference", reference("Invoice/" + invoice));
        ObjectNode payment = response.putObject("payment");
        payment.set("type", concept(TERMINOLOGY + "ex-paymenttype", "complete"));
        payment.put("date", now.atZoneSameInstant(WireTime.ZONE).toLocalDate().toString());
        payment.set("amount", FhirMoney.of(fund));
        return response;
    }

    /** The ClaimResponse that gives a settled bill back: its figures negated. */
    static ObjectNode refunded(ObjectNode settled, String id, OffsetDateTime now) {
        SettlementFigures figures = ClaimResponses.figures(settled);
        ObjectNode response = afresh(settled, id);
        response.remove("item");
        response.remove("payment");
        response.put("created", text(now));
        response.put("disposition", "refund of " + settled.path("id").asText());
        ArrayNode totals = FhirJson.array();
        for (JsonNode total : settled.path("total")) {
            ObjectNode negated = total.deepCopy();
            FhirMoney.read(total.path("amount"))
                    .ifPresent(m -> negated.set("amount", FhirMoney.of(m.negated())));
            totals.add(negated);
        }
        if (figures.get(Figure.MEDFEE_SUMAMT).isZero()) {
            throw new IllegalStateException("a bill without a total cannot be given back");
        }
        response.set("total", totals);
        return response;
    }

    /** The receipt. */
    static ObjectNode invoice(
            String id,
            String number,
            ObjectNode claim,
            QuoteRow.Shares shares,
            OffsetDateTime now) {
        ObjectNode invoice = FhirJson.object().put("resourceType", "Invoice").put("id", id);
        identify(invoice, Map.of(Systems.INVOICE_NO, number));
        invoice.put("status", "balanced");
        invoice.set("subject", claim.path("patient").deepCopy());
        invoice.set("recipient", claim.path("patient").deepCopy());
        invoice.put("date", text(now));
        invoice.set("issuer", claim.path("provider").deepCopy());
        ArrayNode lines = invoice.putArray("lineItem");
        for (JsonNode item : claim.path("item")) {
            ObjectNode line = lines.addObject().put("sequence", lines.size());
            line.set("chargeItemCodeableConcept", item.path("productOrService").deepCopy());
            line.putArray("priceComponent")
                    .addObject()
                    .put("type", "base")
                    .set("amount", item.path("net").deepCopy());
        }
        ArrayNode payers = invoice.putArray("totalPriceComponent");
        Map<Figure, Money> amounts = new LinkedHashMap<>();
        amounts.put(Figure.FUND_PAY_SUMAMT, shares.fund());
        amounts.put(Figure.ACCT_PAY, shares.account());
        amounts.put(Figure.PSN_CASH_PAY, shares.cash());
        amounts.forEach((payer, amount) -> payers.add(share(payer, amount)));
        invoice.set("totalNet", FhirMoney.of(shares.total()));
        invoice.set("totalGross", FhirMoney.of(shares.total()));
        return invoice;
    }

    private static ObjectNode share(Figure payer, Money amount) {
        ObjectNode component = FhirJson.object().put("type", "informational");
        component.set("code", concept(payer.system(), payer.code()));
        component.set("amount", FhirMoney.of(amount));
        return component;
    }

    private static void identify(ObjectNode document, Map<String, String> identifiers) {
        if (!identifiers.isEmpty()) {
            ArrayNode array = document.putArray("identifier");
            identifiers.forEach(
                    (system, value) -> array.addObject().put("system", system).put("value", value));
        }
    }

    private static ObjectNode afresh(ObjectNode document, String id) {
        ObjectNode copy = document.deepCopy();
        copy.remove("meta");
        return copy.put("id", id);
    }

    static ObjectNode reference(String target) {
        return FhirJson.object().put("reference", target);
    }

    private static ObjectNode concept(String system, String code) {
        ObjectNode concept = FhirJson.object();
        concept.putArray("coding").addObject().put("system", system).put("code", code);
        return concept;
    }

    private static String text(OffsetDateTime time) {
        return time.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    }
}
