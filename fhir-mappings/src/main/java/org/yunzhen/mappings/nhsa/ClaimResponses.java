package org.yunzhen.mappings.nhsa;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.yunzhen.mappings.code.Language;
import org.yunzhen.mappings.identifier.Extensions;
import org.yunzhen.mappings.money.FhirMoney;
import org.yunzhen.mappings.money.Money;

/** A bill of the insurance platform as a FHIR R4 ClaimResponse, and its figures read back. */
public final class ClaimResponses {

    private static final String CLAIM_TYPE = "http://terminology.hl7.org/CodeSystem/claim-type";
    private static final String PAYMENT_TYPE =
            "http://terminology.hl7.org/CodeSystem/ex-paymenttype";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ClaimResponses() {}

    /**
     * Writes the resource: per line the split and who bears it; in total FHIR's own five
     * categories, account and cash always, every other figure where it is not zero; for a bill
     * moreover what the funds pay.
     *
     * <p>For the bill that cancels another give its figures negated and no lines.
     */
    public static ObjectNode of(ClaimContext context, Bill bill, ProvinceSwitches switches) {
        SettlementFigures figures = bill.figures();
        ObjectNode response = header(context);
        response.putArray("extension").add(balance(figures));
        addItems(response, LineShare.of(bill, switches));
        addTotals(response.putArray("total"), figures);
        context.paidOn().ifPresent(day -> response.set("payment", payment(figures, switches, day)));
        ObjectNode insurance = response.putArray("insurance").addObject();
        insurance.put("sequence", 1).put("focal", true);
        insurance.set("coverage", reference(context.coverage()));
        return response;
    }

    /** The figures that {@link #of} wrote; what it left out is zero. */
    public static SettlementFigures figures(JsonNode claimResponse) {
        Map<Figure, Money> amounts = new EnumMap<>(Figure.class);
        for (JsonNode total : claimResponse.path("total")) {
            JsonNode coding = total.path("category").path("coding").path(0);
            Figure.ofCategory(coding.path("system").asText(), coding.path("code").asText())
                    .ifPresent(figure -> put(amounts, figure, total.path("amount")));
        }
        for (JsonNode extension : claimResponse.path("extension")) {
            if (Extensions.ACCOUNT_BALANCE.equals(extension.path("url").asText())) {
                put(amounts, Figure.BALC, extension.path("valueMoney"));
            }
        }
        return new SettlementFigures(amounts);
    }

    private static void put(Map<Figure, Money> amounts, Figure figure, JsonNode money) {
        FhirMoney.read(money).ifPresent(amount -> amounts.put(figure, amount));
    }

    private static ObjectNode header(ClaimContext context) {
        ObjectNode response = JSON.objectNode().put("resourceType", "ClaimResponse");
        if (!context.identifiers().isEmpty()) {
            response.set("identifier", identifiers(context.identifiers()));
        }
        response.put("status", "active");
        response.set("type", concept(CLAIM_TYPE, context.claimType()));
        response.put("use", context.use().code());
        response.set("patient", reference(context.patient()));
        response.put("created", context.created().format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
        response.set("insurer", reference(context.insurer()));
        response.set("requestor", reference(context.provider()));
        response.set("request", reference(context.request()));
        return response.put("outcome", "complete");
    }

    private static ArrayNode identifiers(Map<String, String> valueBySystem) {
        ArrayNode identifiers = JSON.arrayNode();
        valueBySystem.forEach(
                (system, value) ->
                        identifiers.addObject().put("system", system).put("value", value));
        return identifiers;
    }

    private static ObjectNode balance(SettlementFigures figures) {
        ObjectNode extension = JSON.objectNode().put("url", Extensions.ACCOUNT_BALANCE);
        extension.set("valueMoney", FhirMoney.of(figures.get(Figure.BALC)));
        return extension;
    }

    private static void addItems(ObjectNode response, List<LineShare> shares) {
        if (!shares.isEmpty()) {
            ArrayNode items = response.putArray("item");
            shares.forEach(share -> items.add(item(items.size() + 1, share)));
        }
    }

    private static ObjectNode item(int sequence, LineShare share) {
        LineFigures line = share.line();
        ObjectNode item = JSON.objectNode().put("itemSequence", sequence);
        ArrayNode adjudication = item.putArray("adjudication");
        add(adjudication, Figure.MEDFEE_SUMAMT, line.detItemFeeSumamt());
        add(adjudication, Figure.FULAMT_OWNPAY_AMT, line.fulamtOwnpayAmt());
        add(adjudication, Figure.OVERLMT_SELFPAY, line.overlmtAmt());
        add(adjudication, Figure.PRESELFPAY_AMT, line.preselfpayAmt());
        add(adjudication, Figure.INSCP_SCP_AMT, line.inscpScpAmt());
        add(adjudication, Figure.FUND_PAY_SUMAMT, share.fund());
        add(adjudication, Figure.HOSP_PART_AMT, share.hospital());
        add(adjudication, Figure.ACCT_PAY, share.account());
        add(adjudication, Figure.PSN_CASH_PAY, share.cash());
        return item;
    }

    private static void addTotals(ArrayNode totals, SettlementFigures figures) {
        figures.amounts().entrySet().stream()
                .filter(entry -> entry.getKey() != Figure.BALC)
                .forEach(entry -> add(totals, entry.getKey(), entry.getValue()));
    }

    private static void add(ArrayNode array, Figure category, Money money) {
        if (category.isAlwaysShown() || !money.isZero()) {
            ObjectNode node = array.addObject();
            node.set("category", category.concept(Language.ZH));
            node.set("amount", FhirMoney.of(money));
        }
    }

    private static ObjectNode payment(
            SettlementFigures figures, ProvinceSwitches switches, LocalDate day) {
        ObjectNode payment = JSON.objectNode();
        payment.set("type", concept(PAYMENT_TYPE, "complete"));
        payment.put("date", day.toString());
        payment.set("amount", FhirMoney.of(figures.fundsOnly(switches)));
        return payment;
    }

    private static ObjectNode concept(String system, String code) {
        ObjectNode concept = JSON.objectNode();
        concept.putArray("coding").addObject().put("system", system).put("code", code);
        return concept;
    }

    private static ObjectNode reference(String target) {
        return JSON.objectNode().put("reference", target);
    }
}
