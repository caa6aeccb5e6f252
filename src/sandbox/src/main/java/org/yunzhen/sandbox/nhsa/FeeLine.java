package org.yunzhen.sandbox.nhsa;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * One charged item of a visit with its split. All amounts in fen.
 *
 * @param sn feedetl_sn, unique within the visit
 * @param batch chrg_bchno
 * @param code med_list_codg
 * @param pric yuan a unit, at most six decimals
 * @param cnt units, at most four decimals
 * @param total det_item_fee_sumamt
 * @param level 01 甲, 02 乙, 03 丙
 * @param selfpayProp first self-pay ratio
 * @param limit highest recognised price of a unit in yuan
 * @param ownpay wholly self-paid, outside the catalogue
 * @param overlmt above the price limit
 * @param preselfpay first self-pay share
 */
record FeeLine(
        String sn,
        String batch,
        String diseCodg,
        String code,
        BigDecimal pric,
        BigDecimal cnt,
        long total,
        String level,
        BigDecimal selfpayProp,
        BigDecimal limit,
        long ownpay,
        long overlmt,
        long preselfpay) {

    /** The part within the insurance's scope: what the other parts leave. */
    long inscp() {
        return total - ownpay - overlmt - preselfpay;
    }

    /**
     * Reads and splits a line.
     *
     * <p>The sum may differ by one fen from price times count, as tills round differently; it is
     * the sum that counts.
     */
    static FeeLine read(Fields in, Catalogue catalogue) {
        String sn = in.text("feedetl_sn", 30);
        String code = in.text("med_list_codg", 50);
        BigDecimal pric = in.decimal("pric", 6);
        BigDecimal cnt = in.decimal("cnt", 4);
        long total = in.fen("det_item_fee_sumamt");
        long product = fen(pric.multiply(cnt));
        Refused.unless(Math.abs(product - total) <= 1, "明细金额不等于单价×数量：feedetl_sn=" + sn);
        Catalogue.Terms terms = terms(in, code, catalogue);
        long own = terms.outsideInsurance() ? total : 0;
        long over = terms.outsideInsurance() ? 0 : overLimit(pric, cnt, total, terms.limit());
        long scope = total - own - over;
        long pre = terms.outsideInsurance() ? 0 : share(scope, terms.selfpayProp());
        requireOthers(in);
        return new FeeLine(
                sn,
                in.text("chrg_bchno", 30),
                in.optional("dise_codg", 30),
                code,
                pric,
                cnt,
                total,
                terms.chrgitmLv(),
                Fields.plain(terms.selfpayProp()),
                Fields.plain(terms.limit()),
                own,
                over,
                pre);
    }

    /** hosp_appr_flag 2: the hospital charges the item as self-paid, whatever its class. */
    private static Catalogue.Terms terms(Fields in, String code, Catalogue catalogue) {
        Catalogue.Terms terms = catalogue.of(code);
        boolean selfPaid = in.optional("hosp_appr_flag", 3).equals("2");
        return selfPaid ? new Catalogue.Terms("03", BigDecimal.ONE, terms.limit()) : terms;
    }

    private static long overLimit(BigDecimal pric, BigDecimal cnt, long total, BigDecimal limit) {
        return pric.compareTo(limit) <= 0 ? 0 : Math.max(0, total - fen(limit.multiply(cnt)));
    }

    private static long share(long fen, BigDecimal ratio) {
        return ratio.multiply(BigDecimal.valueOf(fen))
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    private static long fen(BigDecimal yuan) {
        return yuan.movePointRight(2).setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    private static void requireOthers(Fields in) {
        in.text("rx_circ_flag", 3);
        in.time("fee_ocur_time");
        in.text("medins_list_codg", 150);
        in.text("bilg_dept_codg", 30);
        in.text("bilg_dept_name", 100);
        in.text("bilg_dr_codg", 30);
        in.text("bilg_dr_name", 50);
        in.text("hosp_appr_flag", 3);
        in.optional("rxno", 30);
    }
}
