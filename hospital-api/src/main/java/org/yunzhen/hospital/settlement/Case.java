package org.yunzhen.hospital.settlement;

/**
 * A leg of a bill while somebody who holds the pen works on it.
 *
 * @param pen the pen it is worked on with; it may have been lost since
 */
record Case(String tenant, BillRow bill, QuoteRow quote, LegRow leg, String pen) {
    /** The same once its leg has been moved. */
    Case at(LegStatus status, String requestNo) {
        LegRow moved =
                new LegRow(
                        leg.payer(),
                        status,
                        leg.amount(),
                        requestNo,
                        leg.undoNo(),
                        leg.theirNo(),
                        leg.attempts(),
                        leg.nextTry());
        return new Case(tenant, bill, quote, moved, pen);
    }
}
