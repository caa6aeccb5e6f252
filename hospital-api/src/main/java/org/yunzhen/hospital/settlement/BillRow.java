package org.yunzhen.hospital.settlement;

import io.vertx.mutiny.sqlclient.Row;

/** A row of {@code bill}. */
record BillRow(
        String id,
        String subjectType,
        String subjectId,
        String patient,
        BillStatus status,
        int attempt,
        int quote,
        Insured insured,
        String payer,
        Papers papers,
        String failure,
        String failureDetail,
        boolean refundWanted) {

    /**
     * The platform's numbers of person and visit; null before the first insured quote, and the
     * visit's once its registration was given up.
     */
    record Insured(String psnNo, String insutype, String insuplcAdmdvs, String mdtrtId) {
        /** The same with the number of a visit. */
        Insured at(String visit) {
            return new Insured(psnNo, insutype, insuplcAdmdvs, visit);
        }
    }

    /** Ids of the documents of the settled bill; null until there are any. */
    record Papers(String claim, String response, String invoice, String refund) {}

    static BillRow of(Row row) {
        return new BillRow(
                row.getString("id"),
                row.getString("subject_type"),
                row.getString("subject_id"),
                row.getString("patient"),
                BillStatus.of(row.getString("status")),
                row.getInteger("attempt"),
                row.getInteger("quote"),
                new Insured(
                        row.getString("psn_no"),
                        row.getString("insutype"),
                        row.getString("insuplc_admdvs"),
                        row.getString("mdtrt_id")),
                row.getString("payer"),
                new Papers(
                        row.getString("claim_id"),
                        row.getString("response_id"),
                        row.getString("invoice_id"),
                        row.getString("refund_id")),
                row.getString("failure"),
                row.getString("failure_detail"),
                row.getBoolean("refund_wanted"));
    }

    /** Whether a quote stands; one that expired stands no more. */
    boolean hasQuote() {
        return quote > 0;
    }

    /** {@code Type/id} of what is billed. */
    String subject() {
        return subjectType + "/" + subjectId;
    }

    /** A number of the bill for the outside, of its UUID's last digits behind a letter. */
    String number(char letter, int length) {
        String hex = id.replace("-", "");
        return letter + hex.substring(Math.max(0, hex.length() - length + 1));
    }
}
