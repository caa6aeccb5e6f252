package org.yunzhen.hospital.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.yunzhen.hospital.store.Transactions;

/** Payments that the insurer leaves in the dark, and the bills that are held for it. */
@ApplicationScoped
class UnknownPayments {
    private final Counter counter;
    private final Transactions transactions;
    private final Bills bills;
    private final Legs legs;
    private final HeldBills held;

    UnknownPayments(
            Counter counter, Transactions transactions, Bills bills, Legs legs, HeldBills held) {
        this.counter = counter;
        this.transactions = transactions;
        this.bills = bills;
        this.legs = legs;
        this.held = held;
    }

    /** A payment of which nobody knows yet whether the insurer made it; the quote. */
    static String make(String patient, String subject) {
        String quote = Counter.quote(patient, subject, patient, true).id();
        Counter.fault("2207", "lost-reply", 1);
        Counter.fault("5203", "system-error", 1000);
        assertThat(Counter.settle(patient, quote).refusals()).containsExactly("payment-unknown");
        return quote;
    }

    /** What {@code $settle} does after it has looked whether the subject may be billed. */
    void submit(String quote) {
        transactions
                .run(
                        "home",
                        tx ->
                                bills.quoteByResponse(tx, quote)
                                        .map(Optional::orElseThrow)
                                        .call(row -> bills.submit(tx, row, "wx"))
                                        .chain(row -> legs.make(tx, row)))
                .await()
                .indefinitely();
    }

    /** As by somebody who saw the bill submitted. */
    void hold(String subject) {
        String bill =
                (String)
                        counter.sql(
                                        "SELECT id FROM bill WHERE subject_id = $1",
                                        subject.substring(subject.indexOf('/') + 1))
                                .get(0);
        transactions
                .run(
                        "home",
                        tx ->
                                bills.find(tx, bill)
                                        .chain(
                                                row ->
                                                        held.hold(
                                                                tx,
                                                                row,
                                                                BillStatus.SUBMITTED,
                                                                "test")))
                .await()
                .indefinitely();
    }
}
