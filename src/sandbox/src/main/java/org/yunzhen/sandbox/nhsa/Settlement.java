package org.yunzhen.sandbox.nhsa;

/** A bill and what became of it. */
final class Settlement {
    /** Whether a bill stands. */
    enum Status {
        /** Money has moved and stays so. */
        LIVE,
        /** Undone by 2208, visible as refunded. */
        CANCELLED,
        /** Undone by 2601, as if it had never been. */
        REVERSED
    }

    private final Bill bill;
    private Status status = Status.LIVE;
    private String cancelMsgid = "";
    private String cancelledAt = "";

    Settlement(Bill bill) {
        this.bill = bill;
    }

    void cancel(String msgid, String at) {
        status = Status.CANCELLED;
        cancelMsgid = msgid;
        cancelledAt = at;
    }

    void reverse() {
        status = Status.REVERSED;
    }

    void revive() {
        status = Status.LIVE;
        cancelMsgid = "";
        cancelledAt = "";
    }

    boolean isLive() {
        return status == Status.LIVE;
    }

    Bill bill() {
        return bill;
    }

    Status status() {
        return status;
    }

    String cancelMsgid() {
        return cancelMsgid;
    }

    String cancelledAt() {
        return cancelledAt;
    }
}
