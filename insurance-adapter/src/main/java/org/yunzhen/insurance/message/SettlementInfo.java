package org.yunzhen.insurance.message;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Objects;
import java.util.stream.Stream;
import org.yunzhen.insurance.wire.Chars;
import org.yunzhen.insurance.wire.Digits;
import org.yunzhen.insurance.wire.MaskedText;
import org.yunzhen.insurance.wire.OtherNames;
import org.yunzhen.insurance.wire.Sensitive;

/**
 * 2206, 2207, 2208 and 5203, answer: the figures of a bill, yuan. 2206 knows no {@code setl_id};
 * 5203 has other names for the two personal shares, which are read as well.
 *
 * @param setlId the platform's number of the settlement
 * @param medfeeSumamt total fee
 * @param fulamtOwnpayAmt wholly self-paid, outside the catalogue
 * @param overlmtSelfpay above the price limit
 * @param preselfpayAmt first self-paid share
 * @param inscpScpAmt within the scope of the policy
 * @param actPayDedc deductible applied
 * @param hifpPay basic pooling fund
 * @param poolPropSelfpay pooling ratio; may be 0 on a settled bill, never to be computed with
 * @param cvlservPay civil servants' subsidy
 * @param hifesPay enterprise supplement
 * @param hifmiPay residents' serious illness
 * @param hifobPay employees' large amounts
 * @param hifdmPay disabled servicemen; later builds only
 * @param mafPay medical assistance
 * @param othPay other funds
 * @param fundPaySumamt all funds; whether with the personal account differs by province
 * @param psnPartAmt the person's whole share
 * @param acctPay personal account
 * @param psnCashPay cash
 * @param hospPartAmt borne by the hospital
 * @param balc balance of the account afterwards
 * @param acctMulaidPay account shared by the family
 * @param medinsSetlId the msgid of the message that settled: the key by which we know our own bill
 * @param clrOptins clearing office
 * @param clrType 11 outpatient, 21 inpatient, 41 pharmacy
 * @param refdSetlFlag 1 when the bill has been cancelled; 5203 only
 */
public record SettlementInfo(
        @Chars(30) String mdtrtId,
        @Chars(30) String setlId,
        @Chars(30) String psnNo,
        @Sensitive @Chars(50) String psnName,
        @Chars(6) String psnCertType,
        @Sensitive @Chars(50) String certno,
        @Chars(6) String gend,
        @Chars(3) String naty,
        LocalDate brdy,
        @Digits(value = 4, decimals = 1) BigDecimal age,
        @Chars(6) String insutype,
        @Chars(6) String psnType,
        @Chars(3) String cvlservFlag,
        LocalDateTime setlTime,
        @Chars(3) String mdtrtCertType,
        @Chars(6) String medType,
        @Digits(value = 16, decimals = 2) BigDecimal medfeeSumamt,
        @Digits(value = 16, decimals = 2) BigDecimal fulamtOwnpayAmt,
        @Digits(value = 16, decimals = 2) BigDecimal overlmtSelfpay,
        @Digits(value = 16, decimals = 2) BigDecimal preselfpayAmt,
        @Digits(value = 16, decimals = 2) BigDecimal inscpScpAmt,
        @Digits(value = 16, decimals = 2) BigDecimal actPayDedc,
        @Digits(value = 16, decimals = 2) BigDecimal hifpPay,
        @Digits(value = 5, decimals = 4) BigDecimal poolPropSelfpay,
        @Digits(value = 16, decimals = 2) BigDecimal cvlservPay,
        @Digits(value = 16, decimals = 2) BigDecimal hifesPay,
        @Digits(value = 16, decimals = 2) BigDecimal hifmiPay,
        @Digits(value = 16, decimals = 2) BigDecimal hifobPay,
        @Digits(value = 16, decimals = 2) BigDecimal hifdmPay,
        @Digits(value = 16, decimals = 2) BigDecimal mafPay,
        @Digits(value = 16, decimals = 2) BigDecimal othPay,
        @Digits(value = 16, decimals = 2) BigDecimal fundPaySumamt,
        @OtherNames("psn_pay") @Digits(value = 16, decimals = 2) BigDecimal psnPartAmt,
        @Digits(value = 16, decimals = 2) BigDecimal acctPay,
        @OtherNames({"cash_payamt", "pdn_cash_pay"}) @Digits(value = 16, decimals = 2)
                BigDecimal psnCashPay,
        @Digits(value = 16, decimals = 2) BigDecimal hospPartAmt,
        @Digits(value = 16, decimals = 2) BigDecimal balc,
        @Digits(value = 16, decimals = 2) BigDecimal acctMulaidPay,
        @Chars(30) String medinsSetlId,
        @Chars(6) String clrOptins,
        @Chars(6) String clrWay,
        @Chars(6) String clrType,
        @Chars(3) String refdSetlFlag,
        @Chars(6) String payLoc,
        @Chars(6) String hospLv,
        @Chars(6) String fixmedinsPoolarea,
        @Chars(6) String lmtpricHospLv,
        @Chars(6) String dedcHospLv,
        @Chars(4) String year) {
    /** Whether the figures are there without which nobody can be charged. */
    public boolean hasFigures() {
        return Stream.of(medfeeSumamt, fundPaySumamt, psnPartAmt, acctPay, psnCashPay)
                .allMatch(Objects::nonNull);
    }

    /** Whether the bill has been cancelled by a 2208. */
    public boolean isCancelled() {
        return "1".equals(refdSetlFlag);
    }

    @Override
    public String toString() {
        return MaskedText.of(this);
    }
}
