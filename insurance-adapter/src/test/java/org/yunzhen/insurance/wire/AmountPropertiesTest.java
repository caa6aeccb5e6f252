package org.yunzhen.insurance.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;

class AmountPropertiesTest {

    /** A message of one amount. */
    public record Price(@Digits(value = 16, decimals = 2) BigDecimal sum) {}

    @Property
    void an_amount_written_and_read_again_is_the_same_to_the_cent(
            @ForAll @BigRange(min = "-99999999999999.99", max = "99999999999999.99") @Scale(2)
                    BigDecimal amount)
            throws IOException {
        byte[] sent =
                NhsaJson.print(MessageWriter.write(new Price(amount)))
                        .getBytes(StandardCharsets.UTF_8);

        assertThat(MessageReader.read(NhsaJson.parse(sent), Price.class).sum())
                .isEqualTo(amount.setScale(2));
    }

    @Property
    void an_amount_that_would_need_rounding_is_refused_whatever_it_is(
            @ForAll @BigRange(min = "-1000", max = "1000") @Scale(2) BigDecimal cents) {
        BigDecimal tooExact = cents.add(new BigDecimal("0.001"));

        assertThatThrownBy(() -> MessageWriter.write(new Price(tooExact)))
                .isInstanceOf(FieldFault.class)
                .hasMessage("sum: more than 2 decimals");
    }
}
