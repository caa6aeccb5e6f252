package org.yunzhen.insurance.message;

import java.math.BigDecimal;
import java.time.LocalDateTime;

/**
 * Builds a {@link FeeDetail}, whose fields are too many for a constructor to be read safely. What
 * is not set stays absent; the rules of the fields are checked when the message is prepared.
 */
public final class FeeDetailBuilder {
    private String feedetlSn;
    private String mdtrtId;
    private String psnNo;
    private String chrgBchno;
    private String diseCodg;
    private String rxno;
    private String rxCircFlag = "0";
    private LocalDateTime feeOcurTime;
    private String medListCodg;
    private String medinsListCodg;
    private BigDecimal detItemFeeSumamt;
    private BigDecimal cnt;
    private BigDecimal pric;
    private String sinDosDscr;
    private String usedFrquDscr;
    private BigDecimal prdDays;
    private String medcWayDscr;
    private String bilgDeptCodg;
    private String bilgDeptName;
    private String bilgDrCodg;
    private String bilgDrName;
    private String acordDeptCodg;
    private String acordDeptName;
    private String ordersDrCode;
    private String ordersDrName;
    private String hospApprFlag = "1";
    private String tcmdrugUsedWay;
    private String etipFlag;
    private String etipHospCode;
    private String dscgTkdrugFlag;
    private String matnFeeFlag;

    /** The visit, the batch and the line's number within the visit. */
    public FeeDetailBuilder keys(String mdtrtId, String psnNo, String chrgBchno, String feedetlSn) {
        this.mdtrtId = mdtrtId;
        this.psnNo = psnNo;
        this.chrgBchno = chrgBchno;
        this.feedetlSn = feedetlSn;
        return this;
    }

    /** The disease code of the batch. */
    public FeeDetailBuilder disease(String diseCodg) {
        this.diseCodg = diseCodg;
        return this;
    }

    /**
     * The prescription the line belongs to. {@code rxCircFlag}: 0 dispensed here (the default), 1
     * at an outside pharmacy.
     */
    public FeeDetailBuilder prescription(String rxno, String rxCircFlag) {
        this.rxno = rxno;
        this.rxCircFlag = rxCircFlag;
        return this;
    }

    /** When the fee arose, time of China. */
    public FeeDetailBuilder occurredAt(LocalDateTime feeOcurTime) {
        this.feeOcurTime = feeOcurTime;
        return this;
    }

    /** The item in the national and in the hospital's catalogue. */
    public FeeDetailBuilder item(String medListCodg, String medinsListCodg) {
        this.medListCodg = medListCodg;
        this.medinsListCodg = medinsListCodg;
        return this;
    }

    /** Price of one (yuan, six decimals), count (four) and the line's sum (yuan, two). */
    public FeeDetailBuilder amount(BigDecimal pric, BigDecimal cnt, BigDecimal detItemFeeSumamt) {
        this.pric = pric;
        this.cnt = cnt;
        this.detItemFeeSumamt = detItemFeeSumamt;
        return this;
    }

    /** Single dose, frequency and way of taking, in words; days of the course. */
    public FeeDetailBuilder usage(
            String sinDosDscr, String usedFrquDscr, String medcWayDscr, BigDecimal prdDays) {
        this.sinDosDscr = sinDosDscr;
        this.usedFrquDscr = usedFrquDscr;
        this.medcWayDscr = medcWayDscr;
        this.prdDays = prdDays;
        return this;
    }

    /** Department and doctor that bill the line. */
    public FeeDetailBuilder billedBy(
            String bilgDeptCodg, String bilgDeptName, String bilgDrCodg, String bilgDrName) {
        this.bilgDeptCodg = bilgDeptCodg;
        this.bilgDeptName = bilgDeptName;
        this.bilgDrCodg = bilgDrCodg;
        this.bilgDrName = bilgDrName;
        return this;
    }

    /** Department that executes and doctor who ordered, where others than those who bill. */
    public FeeDetailBuilder ordered(
            String acordDeptCodg, String acordDeptName, String ordersDrCode, String ordersDrName) {
        this.acordDeptCodg = acordDeptCodg;
        this.acordDeptName = acordDeptName;
        this.ordersDrCode = ordersDrCode;
        this.ordersDrName = ordersDrName;
        return this;
    }

    /** 1 within the insurance, as approved by the hospital (the default); 2 self-paid. */
    public FeeDetailBuilder approval(String hospApprFlag) {
        this.hospApprFlag = hospApprFlag;
        return this;
    }

    /** How Chinese herbs are used (dictionary). */
    public FeeDetailBuilder herbUse(String tcmdrugUsedWay) {
        this.tcmdrugUsedWay = tcmdrugUsedWay;
        return this;
    }

    /** Examination done by another hospital: flag and its code. */
    public FeeDetailBuilder outsideExamination(String etipFlag, String etipHospCode) {
        this.etipFlag = etipFlag;
        this.etipHospCode = etipHospCode;
        return this;
    }

    /** Medicine to take home at discharge. */
    public FeeDetailBuilder takenHome(String dscgTkdrugFlag) {
        this.dscgTkdrugFlag = dscgTkdrugFlag;
        return this;
    }

    /** Maternity fee (dictionary). */
    public FeeDetailBuilder maternity(String matnFeeFlag) {
        this.matnFeeFlag = matnFeeFlag;
        return this;
    }

    /** The line as set so far. */
    public FeeDetail build() {
        return new FeeDetail(
                feedetlSn,
                mdtrtId,
                psnNo,
                chrgBchno,
                diseCodg,
                rxno,
                rxCircFlag,
                feeOcurTime,
                medListCodg,
                medinsListCodg,
                detItemFeeSumamt,
                cnt,
                pric,
                sinDosDscr,
                usedFrquDscr,
                prdDays,
                medcWayDscr,
                bilgDeptCodg,
                bilgDeptName,
                bilgDrCodg,
                bilgDrName,
                acordDeptCodg,
                acordDeptName,
                ordersDrCode,
                ordersDrName,
                hospApprFlag,
                tcmdrugUsedWay,
                etipFlag,
                etipHospCode,
                dscgTkdrugFlag,
                matnFeeFlag);
    }
}
