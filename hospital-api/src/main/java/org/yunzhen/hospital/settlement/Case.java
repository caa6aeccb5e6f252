package org.yunzhen.hospital.settlement;

/** A leg of a bill while somebody who holds the pen works on it. */
record Case(String tenant, BillRow bill, QuoteRow quote, LegRow leg) {
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
        return new Case(tenant, bill, quote, moved);
    }
}
