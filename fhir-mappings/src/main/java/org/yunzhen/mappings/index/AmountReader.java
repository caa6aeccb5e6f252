package org.yunzhen.mappings.index;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Set;
import org.yunzhen.mappings.definition.SearchParam;
import org.yunzhen.mappings.definition.SearchPath;
import org.yunzhen.mappings.index.IndexValue.Amount;
import org.yunzhen.mappings.index.IndexValue.Comparator;

/** Numbers, quantities, money and ranges (R4, Search, number and quantity). */
final class AmountReader implements ValueReader {
    private static final String CURRENCIES = "urn:iso:std:iso:4217";

    @Override
    public void read(SearchParam param, SearchPath path, JsonNode found, Set<IndexValue> values) {
        Amount amount =
                switch (path.type()) {
                    case "integer", "positiveInt", "unsignedInt", "decimal" ->
                            number(param.key(), found);
                    case "Money" -> money(param.key(), found);
                    case "Range" -> range(param.key(), found);
                    case "SampledData" -> null;
                    default -> quantity(param.key(), found);
                };
        if (amount != null) {
            values.add(amount);
        }
    }

    private static Amount number(String param, JsonNode number) {
        return number.isNumber() ? exact(param, number.decimalValue(), null, null, null) : null;
    }

    private static Amount money(String param, JsonNode money) {
        JsonNode value = money.path("value");
        String currency = ValueReader.text(money, "currency");
        return value.isNumber()
                ? exact(param, value.decimalValue(), CURRENCIES, currency, currency)
                : null;
    }

    private static Amount exact(
            String param, BigDecimal value, String system, String code, String unit) {
        DecimalRange range = DecimalRange.of(value);
        return new Amount(param, value, range.low(), range.high(), system, code, unit, null);
    }

    /** A comparator opens the range to its side. */
    private static Amount quantity(String param, JsonNode quantity) {
        JsonNode value = quantity.path("value");
        if (!value.isNumber()) {
            return null;
        }
        BigDecimal number = value.decimalValue();
        String system = ValueReader.text(quantity, "system");
        String code = ValueReader.text(quantity, "code");
        String unit = ValueReader.text(quantity, "unit");
        Comparator comparator = Comparator.of(quantity.path("comparator").asText());
        if (comparator == null) {
            return exact(param, number, system, code, unit);
        }
        boolean up = comparator == Comparator.ABOVE || comparator == Comparator.AT_LEAST;
        return new Amount(
                param,
                number,
                up ? number : null,
                up ? null : number,
                system,
                code,
                unit,
                comparator);
    }

    /** From its low to its high; the unit is that of either. */
    private static Amount range(String param, JsonNode range) {
        JsonNode low = range.path("low");
        JsonNode high = range.path("high");
        if (!low.path("value").isNumber() && !high.path("value").isNumber()) {
            return null;
        }
        JsonNode unit = low.path("value").isNumber() ? low : high;
        return new Amount(
                param,
                null,
                bound(low),
                bound(high),
                ValueReader.text(unit, "system"),
                ValueReader.text(unit, "code"),
                ValueReader.text(unit, "unit"),
                null);
    }

    private static BigDecimal bound(JsonNode quantity) {
        JsonNode value = quantity.path("value");
        return value.isNumber() ? value.decimalValue() : null;
    }
}
