package org.yunzhen.insurance.message;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import org.yunzhen.insurance.wire.Chars;
import org.yunzhen.insurance.wire.Digits;
import org.yunzhen.insurance.wire.Required;

/**
 * 2204, request: one line of the bill. Built with {@link FeeDetailBuilder}.
 *
 * @param feedetlSn the line's number, unique in the visit
 * @param chrgBchno charging batch; one batch has one disease code
 * @param rxno number of the prescription
 * @param rxCircFlag 0 dispensed here, 1 circulated to an outside pharmacy
 * @param medListCodg code of the national catalogue
 * @param medinsListCodg the hospital's own code
 * @param detItemFeeSumamt amount of the line, yuan
 * @param pric price of one, yuan
 * @param sinDosDscr a single dose, in words
 * @param hospApprFlag 2 makes the line self-paid
 */
public record FeeDetail(
        @Required @Chars(30) String feedetlSn,
        @Required @Chars(30) String mdtrtId,
        @Required @Chars(30) String psnNo,
        @Required @Chars(30) String chrgBchno,
        @Chars(30) String diseCodg,
        @Chars(30) String rxno,
        @Required @Chars(3) String rxCircFlag,
        @Required LocalDateTime feeOcurTime,
        @Required @Chars(50) String medListCodg,
        @Required @Chars(150) String medinsListCodg,
        @Required @Digits(value = 16, decimals = 2) BigDecimal detItemFeeSumamt,
        @Required @Digits(value = 16, decimals = 4) BigDecimal cnt,
        @Required @Digits(value = 16, decimals = 6) BigDecimal pric,
        @Chars(200) String sinDosDscr,
        @Chars(200) String usedFrquDscr,
        @Digits(value = 4, decimals = 2) BigDecimal prdDays,
        @Chars(200) String medcWayDscr,
        @Required @Chars(30) String bilgDeptCodg,
        @Required @Chars(100) String bilgDeptName,
        @Required @Chars(30) String bilgDrCodg,
        @Required @Chars(50) String bilgDrName,
        @Chars(30) String acordDeptCodg,
        @Chars(100) String acordDeptName,
        @Chars(30) String ordersDrCode,
        @Chars(50) String ordersDrName,
        @Required @Chars(3) String hospApprFlag,
        @Chars(6) String tcmdrugUsedWay,
        @Chars(3) String etipFlag,
        @Chars(30) String etipHospCode,
        @Chars(3) String dscgTkdrugFlag,
        @Chars(6) String matnFeeFlag) {}
