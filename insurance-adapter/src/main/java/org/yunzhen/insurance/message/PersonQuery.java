package org.yunzhen.insurance.message;

import java.time.LocalDateTime;
import org.yunzhen.insurance.wire.Chars;
import org.yunzhen.insurance.wire.MaskedText;
import org.yunzhen.insurance.wire.Node;
import org.yunzhen.insurance.wire.Required;
import org.yunzhen.insurance.wire.Sensitive;

/**
 * 1101, request: who is insured, under which voucher.
 *
 * @param mdtrtCertType 01 electronic voucher, 02 resident id card, 03 social-security card
 * @param mdtrtCertNo the voucher's token, id number or card number, as the type says
 * @param cardSn serial number of the card; with type 03
 * @param begntime asks for the state at an earlier time
 */
@Node("data")
public record PersonQuery(
        @Required @Chars(3) String mdtrtCertType,
        @Required @Sensitive @Chars(50) String mdtrtCertNo,
        @Sensitive @Chars(32) String cardSn,
        LocalDateTime begntime,
        @Chars(6) String psnCertType,
        @Sensitive @Chars(50) String certno,
        @Sensitive @Chars(50) String psnName) {
    /** By a token decoded from the person's electronic insurance voucher. */
    public static PersonQuery byVoucher(String ecToken) {
        return new PersonQuery("01", ecToken, null, null, null, null, null);
    }

    /** By resident id number and name. */
    public static PersonQuery byIdCard(String idNumber, String name) {
        return new PersonQuery("02", idNumber, null, null, "01", idNumber, name);
    }

    @Override
    public String toString() {
        return MaskedText.of(this);
    }
}
