package org.yunzhen.mappings.money;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Money as the FHIR data type of that name, always in CNY with two decimals. */
public final class FhirMoney {

    private static final String CURRENCY = "CNY";

    /** Keeps the zeros of 12.50; the default factory would strip them. */
    private static final JsonNodeFactory JSON = JsonNodeFactory.withExactBigDecimals(true);

    private FhirMoney() {}

    public static ObjectNode of(Money money) {
        ObjectNode node = JSON.objectNode();
        node.set("value", JSON.numberNode(money.yuan()));
        return node.put("currency", CURRENCY);
    }

    /** Reads a FHIR Money; empty if it is absent, in another currency, or finer than a fen. */
    public static Optional<Money> read(JsonNode node) {
        if (!node.path("value").isNumber()
                || !CURRENCY.equals(node.path("currency").asText(CURRENCY))) {
            return Optional.empty();
        }
        try {
            return Optional.of(Money.ofYuan(node.path("value").decimalValue()));
        } catch (IllegalArgumentException tooFine) {
            return Optional.empty();
        }
    }
}
