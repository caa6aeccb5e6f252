package org.yunzhen.mappings.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    @ParameterizedTest
    @CsvSource({
        "0,       0,     0.00",
        "0.1,     10,    0.10",
        "0.01,    1,     0.01",
        "-0.05,   -5,    -0.05",
        "5792.53, 579253, 5792.53",
        "100,     10000, 100.00"
    })
    void a_string_of_yuan_is_whole_fen_and_two_decimals_again(String in, long fen, String out) {
        assertThat(Money.ofYuan(in)).isEqualTo(Money.ofFen(fen)).hasToString(out);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"0.001", "1.000", "1e2", "1,5", " 1", "1.", ".5", "+1", "１", "NaN"})
    void what_is_no_plain_decimal_with_two_decimals_is_refused(String in) {
        assertThatThrownBy(() -> Money.ofYuan(in)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_third_decimal_is_refused_and_never_rounded() {
        assertThatThrownBy(() -> Money.ofYuan(new BigDecimal("0.005")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Money.ofYuan(new BigDecimal("0.500"))).isEqualTo(Money.ofFen(50));
    }

    @Test
    void a_price_with_six_decimals_times_a_count_with_four_is_rounded_once() {
        assertThat(Money.ofPrice(new BigDecimal("0.333333"), new BigDecimal("3.0000")))
                .isEqualTo(Money.ofYuan("1.00"));
        assertThat(Money.ofPrice(new BigDecimal("0.005"), BigDecimal.ONE))
                .isEqualTo(Money.ofYuan("0.01"));
    }

    @Test
    void an_amount_beyond_a_long_of_fen_is_refused() {
        assertThatThrownBy(() -> Money.ofYuan(new BigDecimal("1e17")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Money.ofYuan(new BigDecimal("1e999999999")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Money.ofYuan(new BigDecimal("1e-999999999")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Money.ofFen(Long.MAX_VALUE).plus(Money.ofFen(1)))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Money.ofFen(Long.MIN_VALUE).negated())
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void the_smaller_and_the_larger_are_found_and_a_list_is_summed() {
        Money one = Money.ofYuan("1.00");
        Money two = Money.ofYuan("2.00");
        assertThat(one.min(two)).isEqualTo(one);
        assertThat(one.max(two)).isEqualTo(two);
        assertThat(two.isMoreThan(one)).isTrue();
        assertThat(Money.sum(List.of(one, two, two.negated()))).isEqualTo(one);
    }

    @Test
    void as_fhir_it_keeps_its_zeros_and_is_read_back() throws Exception {
        String json = JSON.writeValueAsString(FhirMoney.of(Money.ofYuan("12.5")));
        assertThat(json).isEqualTo("{\"value\":12.50,\"currency\":\"CNY\"}");
        assertThat(FhirMoney.read(JSON.readTree(json))).contains(Money.ofYuan("12.50"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"value\":\"12\"}",
                "{\"value\":12.505}",
                "{\"value\":12,\"currency\":\"USD\"}"
            })
    void other_fhir_money_is_not_taken_for_ours(String json) throws Exception {
        assertThat(FhirMoney.read(JSON.readTree(json))).isEmpty();
    }

    @Property
    void every_amount_survives_being_written_and_read(@ForAll long fen) {
        Money money = Money.ofFen(fen);
        assertThat(Money.ofYuan(money.yuan())).isEqualTo(money);
        assertThat(FhirMoney.read(FhirMoney.of(money))).contains(money);
    }

    @Property
    void a_sum_is_exact_or_refused(@ForAll long left, @ForAll long right) {
        BigInteger exact = BigInteger.valueOf(left).add(BigInteger.valueOf(right));
        if (exact.bitLength() < Long.SIZE) {
            assertThat(Money.ofFen(left).plus(Money.ofFen(right)).fen())
                    .isEqualTo(exact.longValueExact());
        } else {
            assertThatThrownBy(() -> Money.ofFen(left).plus(Money.ofFen(right)))
                    .isInstanceOf(ArithmeticException.class);
        }
    }

    @Property
    void taking_away_undoes_adding(@ForAll int left, @ForAll int right) {
        Money sum = Money.ofFen(left).plus(Money.ofFen(right));
        assertThat(sum.minus(Money.ofFen(right))).isEqualTo(Money.ofFen(left));
        assertThat(Money.ofFen(left).times(3))
                .isEqualTo(Money.ofFen(left).plus(Money.ofFen(left)).plus(Money.ofFen(left)));
    }
}
