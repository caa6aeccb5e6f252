package org.yunzhen.hospital.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yunzhen.mappings.index.IndexValue.Amount;
import org.yunzhen.mappings.index.IndexValue.Comparator;
import org.yunzhen.mappings.unit.Ucum;

class AmountBoundsTest {
    @ParameterizedTest
    @ValueSource(strings = {"1e999999", "1e-999999", "-7.5e99999999"})
    void a_number_of_millions_of_zeros_is_never_written_out(String text) {
        BigDecimal value = new BigDecimal(text);
        Amount below = new Amount("p", value, null, value, null, null, null, Comparator.BELOW);
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> {
                    AmountBounds written = AmountBounds.of(below, number -> number);
                    AmountBounds base =
                            AmountBounds.of(below, Ucum.canonical("Cel").orElseThrow()::of);
                    assertThat(written.high().precision()).isLessThan(1000);
                    assertThat(base.high().precision()).isLessThan(1000);
                });
    }
}
