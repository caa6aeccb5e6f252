package org.yunzhen.sandbox.nhsa;

/**
 * A settlement as it was made; a quote has the same form without setlId. Never changed afterwards:
 * whether it still stands is kept in {@link Settlement}.
 *
 * @param setlId null in a quote
 * @param msgid of the 2207 that made it: medins_setl_id
 * @param at yyyy-MM-dd HH:mm:ss
 * @param balance of the account after the settlement, fen
 */
record Bill(
        String setlId,
        String msgid,
        String mdtrtId,
        String psnNo,
        String fixmedins,
        String batch,
        String insutype,
        String medType,
        String certType,
        String invono,
        String at,
        Shares shares,
        long balance) {

    int year() {
        return Integer.parseInt(at.substring(0, 4));
    }

    Policy policy() {
        return Policy.of(insutype, medType);
    }

    /** The quote made a bill. */
    Bill settledAs(String newSetlId) {
        return new Bill(
                newSetlId, msgid, mdtrtId, psnNo, fixmedins, batch, insutype, medType, certType,
                invono, at, shares, balance);
    }

    /** Whether a repeated 2207 asks for the same thing. */
    boolean sameOrder(String otherMdtrtId, String otherBatch, String otherPsnNo, long medfee) {
        return mdtrtId.equals(otherMdtrtId)
                && batch.equals(otherBatch)
                && psnNo.equals(otherPsnNo)
                && shares.medfee() == medfee;
    }
}
