package org.yunzhen.hospital.settlement;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.money.Money;

/** The rows of legs; every move is a compare-and-set. */
@ApplicationScoped
class Legs {
    private static final int BACKOFF_SECONDS_MAX = 300;

    private static final String INSERT =
            """
            INSERT INTO bill_leg (tenant, bill, leg, status, amount_fen, step)
            VALUES ($1, $2, $3, 'none', $4, $5)""";

    private static final String CLEAR = "DELETE FROM bill_leg WHERE tenant = $1 AND bill = $2";

    private static final String OF =
            "SELECT * FROM bill_leg WHERE tenant = $1 AND bill = $2 ORDER BY step";

    private static final String MOVE =
            """
            UPDATE bill_leg SET status = $5, request_no = COALESCE($6, request_no),
                   undo_no = COALESCE($7, undo_no), their_no = COALESCE($8, their_no)
             WHERE tenant = $1 AND bill = $2 AND leg = $3 AND status = $4""";

    private static final String LATER =
            """
            UPDATE bill_leg SET attempts = attempts + 1, next_try = $4
             WHERE tenant = $1 AND bill = $2 AND leg = $3""";

    private static final String NOW =
            """
            UPDATE bill_leg SET attempts = 0, next_try = '-infinity'
             WHERE tenant = $1 AND bill = $2 AND leg = $3""";

    private static final String AGAIN =
            """
            UPDATE bill_leg SET attempts = 0, next_try = '-infinity'
             WHERE tenant = $1 AND bill = $2""";

    /**
     * The numbers that a move writes down, null where it brings none.
     *
     * @param theirs the other side's number
     */
    record Numbers(String request, String undo, String theirs) {
        static final Numbers NONE = new Numbers(null, null, null);
    }

    private final Channels channels;

    Legs(Channels channels) {
        this.channels = channels;
    }

    /**
     * The legs a bill needs: those with an amount; for an insured bill the insurer's always. They
     * keep the order that the channel has now.
     */
    Uni<Void> make(Tx tx, QuoteRow quote) {
        return clear(tx, quote.bill())
                .chain(() -> channels.order(tx))
                .chain(order -> make(tx, quote, order));
    }

    private static Uni<Void> make(Tx tx, QuoteRow quote, List<Payer> order) {
        Uni<Void> made = Uni.createFrom().voidItem();
        for (Payer payer : order) {
            int step = order.indexOf(payer) + 1;
            Money amount = amount(quote, payer);
            if (amount.isPositive() || (payer == Payer.INSURER && quote.isInsured())) {
                made = made.chain(() -> insert(tx, quote, payer, amount, step));
            }
        }
        return made;
    }

    private static Money amount(QuoteRow quote, Payer payer) {
        return switch (payer) {
            case INSURER -> quote.shares().insurer();
            case CASH -> quote.shares().cash();
        };
    }

    private static Uni<Void> insert(Tx tx, QuoteRow quote, Payer payer, Money amount, int step) {
        return tx.run(INSERT, tx.tenant(), quote.bill(), payer.code(), amount.fen(), step)
                .replaceWithVoid();
    }

    Uni<Void> clear(Tx tx, String bill) {
        return tx.run(CLEAR, tx.tenant(), bill).replaceWithVoid();
    }

    /** The insurer's leg first. */
    Uni<List<LegRow>> of(Tx tx, String bill) {
        return tx.run(OF, tx.tenant(), bill)
                .map(
                        rows -> {
                            List<LegRow> legs = new ArrayList<>();
                            rows.forEach(row -> legs.add(LegRow.of(row)));
                            return legs;
                        });
    }

    /** Moves a leg, or fails with {@link Moved.LostPenException}. */
    Uni<Void> move(Tx tx, String bill, LegRow leg, LegStatus to, Numbers numbers) {
        return move(tx, bill, leg.payer(), leg.status(), to, numbers);
    }

    /** The same from a status it was moved to meanwhile. */
    Uni<Void> move(Tx tx, String bill, Payer payer, LegStatus from, LegStatus to, Numbers numbers) {
        if (!from.next().contains(to)) {
            throw new IllegalStateException("no leg goes from " + from + " to " + to);
        }
        return tx.run(
                        MOVE,
                        Arrays.asList(
                                tx.tenant(),
                                bill,
                                payer.code(),
                                from.code(),
                                to.code(),
                                numbers.request(),
                                numbers.undo(),
                                numbers.theirs()))
                .invoke(rows -> Moved.require(rows, payer.code() + " leg of " + bill))
                .chain(
                        () ->
                                from == to
                                        ? Uni.createFrom().nullItem()
                                        : tx.run(NOW, tx.tenant(), bill, payer.code()))
                .replaceWithVoid();
    }

    /** All legs of a bill are due at once, as if never asked in vain. */
    Uni<Void> again(Tx tx, String bill) {
        return tx.run(AGAIN, tx.tenant(), bill).replaceWithVoid();
    }

    /** To be asked again: at once the first time, then later and later. */
    Uni<Void> later(Tx tx, String bill, LegRow leg) {
        long seconds =
                leg.attempts() == 0
                        ? 0
                        : Math.min(BACKOFF_SECONDS_MAX, 1L << Math.min(leg.attempts(), 9));
        OffsetDateTime next = tx.now().plusSeconds(seconds);
        return tx.run(LATER, tx.tenant(), bill, leg.payer().code(), next).replaceWithVoid();
    }
}
