package org.yunzhen.insurance.message;

import java.math.BigDecimal;
import org.yunzhen.insurance.wire.Chars;
import org.yunzhen.insurance.wire.Digits;
import org.yunzhen.insurance.wire.MaskedText;
import org.yunzhen.insurance.wire.Node;
import org.yunzhen.insurance.wire.Required;
import org.yunzhen.insurance.wire.Sensitive;

/**
 * 2207, request: settles the batch. Never sent twice; an unknown outcome is resolved by asking.
 *
 * @param medfeeSumamt total of the batch, yuan
 * @param psnSetlway 01 by item
 * @param acctUsedFlag may the personal account be used: 0 no, 1 yes
 * @param invono invoice number
 */
@Node("data")
public record Settle(
        @Required @Chars(30) String psnNo,
        @Required @Chars(3) String mdtrtCertType,
        @Sensitive @Chars(50) String mdtrtCertNo,
        @Required @Chars(6) String medType,
        @Required @Digits(value = 16, decimals = 2) BigDecimal medfeeSumamt,
        @Required @Chars(6) String psnSetlway,
        @Required @Chars(30) String mdtrtId,
        @Required @Chars(30) String chrgBchno,
        @Required @Chars(1) String acctUsedFlag,
        @Required @Chars(6) String insutype,
        @Chars(20) String invono,
        @Digits(value = 16, decimals = 2) BigDecimal fulamtOwnpayAmt,
        @Digits(value = 16, decimals = 2) BigDecimal overlmtSelfpay,
        @Digits(value = 16, decimals = 2) BigDecimal preselfpayAmt,
        @Digits(value = 16, decimals = 2) BigDecimal inscpScpAmt) {
    /** Settles exactly what was quoted: the four split amounts are the quote's. */
    public static Settle of(
            PreSettle asked,
            String invono,
            BigDecimal ownpay,
            BigDecimal overlmt,
            BigDecimal preselfpay,
            BigDecimal inscp) {
        return new Settle(
                asked.psnNo(),
                asked.mdtrtCertType(),
                asked.mdtrtCertNo(),
                asked.medType(),
                asked.medfeeSumamt(),
                asked.psnSetlway(),
                asked.mdtrtId(),
                asked.chrgBchno(),
                asked.acctUsedFlag(),
                asked.insutype(),
                invono,
                ownpay,
                overlmt,
                preselfpay,
                inscp);
    }

    @Override
    public String toString() {
        return MaskedText.of(this);
    }
}
