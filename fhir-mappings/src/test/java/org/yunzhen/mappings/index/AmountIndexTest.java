package org.yunzhen.mappings.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.yunzhen.mappings.index.Extraction.values;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yunzhen.mappings.index.IndexValue.Amount;
import org.yunzhen.mappings.index.IndexValue.Comparator;

class AmountIndexTest {
    private static final java.util.Comparator<BigDecimal> BY_VALUE =
            java.util.Comparator.nullsFirst(BigDecimal::compareTo);

    static Stream<Arguments> amounts() {
        return Stream.of(
                arguments("{'value':5.40}", "5.40", "5.395", "5.405", null),
                arguments("{'value':100}", "100", "99.5", "100.5", null),
                arguments("{'value':-0.5}", "-0.5", "-0.55", "-0.45", null),
                arguments("{'value':1e2}", "1E+2", "50", "150", null),
                arguments("{'value':5,'comparator':'<'}", "5", null, "5", Comparator.BELOW),
                arguments("{'value':5,'comparator':'<='}", "5", null, "5", Comparator.AT_MOST),
                arguments("{'value':5,'comparator':'>='}", "5", "5", null, Comparator.AT_LEAST),
                arguments("{'value':5,'comparator':'>'}", "5", "5", null, Comparator.ABOVE));
    }

    @ParameterizedTest
    @MethodSource("amounts")
    void a_quantity_covers_what_its_digits_can_mean(
            String quantity, String value, String low, String high, Comparator comparator) {
        Amount amount =
                (Amount)
                        values("Observation", "'valueQuantity':" + quantity, "value-quantity")
                                .get(0);
        assertThat(amount.value()).isEqualTo(new BigDecimal(value));
        assertThat(amount.low()).usingComparator(BY_VALUE).isEqualTo(decimal(low));
        assertThat(amount.high()).usingComparator(BY_VALUE).isEqualTo(decimal(high));
        assertThat(amount.comparator()).isEqualTo(comparator);
    }

    private static BigDecimal decimal(String text) {
        return text == null ? null : new BigDecimal(text);
    }

    @Test
    void units_money_ranges_and_numbers_are_amounts() {
        Amount weight =
                (Amount)
                        values(
                                        "Observation",
                                        "'valueQuantity':{'value':60,'unit':'公斤','system':'u','code':'kg'}",
                                        "value-quantity")
                                .get(0);
        assertThat(List.of(weight.system(), weight.code(), weight.unit()))
                .containsExactly("u", "kg", "公斤");
        Amount money =
                (Amount)
                        values("Invoice", "'totalNet':{'value':18.00,'currency':'CNY'}", "totalnet")
                                .get(0);
        assertThat(money.code()).isEqualTo("CNY");
        assertThat(money.system()).isEqualTo("urn:iso:std:iso:4217");
        Amount range =
                (Amount)
                        values(
                                        "Condition",
                                        "'onsetRange':{'low':{'value':3,'code':'a'},'high':{'value':5}}",
                                        "onset-age")
                                .get(0);
        assertThat(range.value()).isNull();
        assertThat(Arrays.asList(range.low(), range.high()))
                .containsExactly(BigDecimal.valueOf(3), BigDecimal.valueOf(5));
        assertThat(
                        values(
                                "RiskAssessment",
                                "'prediction':[{'probabilityDecimal':0.1}]",
                                "probability"))
                .hasSize(1);
    }
}
