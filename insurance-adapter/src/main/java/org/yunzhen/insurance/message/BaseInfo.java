package org.yunzhen.insurance.message;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.yunzhen.insurance.wire.Chars;
import org.yunzhen.insurance.wire.Digits;
import org.yunzhen.insurance.wire.MaskedText;
import org.yunzhen.insurance.wire.Required;
import org.yunzhen.insurance.wire.Sensitive;

/**
 * 1101, answer: the person.
 *
 * @param psnNo the platform's number of the person
 */
public record BaseInfo(
        @Required @Chars(30) String psnNo,
        @Chars(6) String psnCertType,
        @Sensitive @Chars(50) String certno,
        @Sensitive @Chars(50) String psnName,
        @Chars(6) String gend,
        @Chars(3) String naty,
        LocalDate brdy,
        @Digits(value = 4, decimals = 1) BigDecimal age) {
    @Override
    public String toString() {
        return MaskedText.of(this);
    }
}
