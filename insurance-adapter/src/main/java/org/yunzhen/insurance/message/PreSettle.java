package org.yunzhen.insurance.message;

import java.math.BigDecimal;
import org.yunzhen.insurance.wire.Chars;
import org.yunzhen.insurance.wire.Digits;
import org.yunzhen.insurance.wire.MaskedText;
import org.yunzhen.insurance.wire.Node;
import org.yunzhen.insurance.wire.Required;
import org.yunzhen.insurance.wire.Sensitive;

/**
 * 2206, request: what would this batch cost whom?
 *
 * @param medfeeSumamt total of the batch, yuan
 * @param psnSetlway 01 by item
 * @param acctUsedFlag may the personal account be used: 0 no, 1 yes
 */
@Node("data")
public record PreSettle(
        @Required @Chars(30) String psnNo,
        @Required @Chars(3) String mdtrtCertType,
        @Sensitive @Chars(50) String mdtrtCertNo,
        @Required @Chars(6) String medType,
        @Required @Digits(value = 16, decimals = 2) BigDecimal medfeeSumamt,
        @Required @Chars(6) String psnSetlway,
        @Required @Chars(30) String mdtrtId,
        @Required @Chars(30) String chrgBchno,
        @Required @Chars(1) String acctUsedFlag,
        @Required @Chars(6) String insutype) {
    @Override
    public String toString() {
        return MaskedText.of(this);
    }
}
