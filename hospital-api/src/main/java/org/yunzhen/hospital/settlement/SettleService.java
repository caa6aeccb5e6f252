package org.yunzhen.hospital.settlement;

import static org.yunzhen.insurance.Transactions.PRE_SETTLE;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.yunzhen.hospital.access.Access;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Ids;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Settles what was quoted. Idempotent by the bill's own state: of many that ask at once one moves
 * the bill, the others wait for how it ends and are answered the same.
 */
@ApplicationScoped
class SettleService {
    private static final Duration WAIT_MAX = Duration.ofSeconds(15);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(150);

    /**
     * One request to settle.
     *
     * @param payer whom the cash channel charges
     * @param joined whether it has moved or awaited the bill before
     */
    private record Asked(Call call, QuoteRow quote, String payer, Instant until, boolean joined) {
        Asked again() {
            return new Asked(call, quote, payer, until, true);
        }

        String tenant() {
            return call.tenant();
        }
    }

    private final Transactions transactions;
    private final Documents documents;
    private final Access access;
    private final Subjects subjects;
    private final Gateway gateway;
    private final QuoteService quotes;
    private final Bills bills;
    private final Legs legs;
    private final Saga saga;

    SettleService(
            Transactions transactions,
            Documents documents,
            Access access,
            Subjects subjects,
            Gateway gateway,
            QuoteService quotes,
            Bills bills,
            Legs legs,
            Saga saga) {
        this.transactions = transactions;
        this.documents = documents;
        this.access = access;
        this.subjects = subjects;
        this.gateway = gateway;
        this.quotes = quotes;
        this.bills = bills;
        this.legs = legs;
        this.saga = saga;
    }

    /** Settles the quote of a ClaimResponse: the ClaimResponse of the bill. */
    Uni<Stored> settle(Call call, String response, Optional<String> payer) {
        return transactions
                .run(call.tenant(), tx -> admitted(tx, call, response))
                .chain(
                        quote ->
                                attempt(
                                        new Asked(
                                                call,
                                                quote,
                                                payer.orElse(call.caller().actorId()),
                                                Instant.now().plus(WAIT_MAX),
                                                false)))
                .invoke(call.trace()::touched);
    }

    private Uni<QuoteRow> admitted(Tx tx, Call call, String response) {
        return bills.quoteByResponse(tx, response)
                .map(found -> found.orElseThrow(() -> access.denial(call.caller())))
                .call(
                        quote ->
                                bills.find(tx, quote.bill())
                                        .chain(
                                                bill ->
                                                        access.actFor(
                                                                tx, call.caller(), bill.patient()))
                                        .invoke(call.trace()::through));
    }

    private Uni<Stored> attempt(Asked asked) {
        return bills.find(reading(asked), asked.quote().bill()).chain(bill -> attempt(asked, bill));
    }

    private Uni<Stored> attempt(Asked asked, BillRow bill) {
        boolean thisOne = bill.quote() == asked.quote().version();
        return switch (bill.status()) {
            case SETTLED ->
                    thisOne
                            ? answer(asked, bill)
                            : refused(new RefusedException(Refusal.ALREADY_SETTLED));
            case SUBMITTED, REVERTING -> joined(asked, bill);
            case QUOTED -> thisOne ? begin(asked, bill) : superseded(asked, bill);
            case REFUNDING, REFUNDED -> refused(new RefusedException(Refusal.ALREADY_REFUNDED));
            case FAILED -> refused(failure(bill));
            case HELD -> refused(new RefusedException(Refusal.BILL_HELD));
        };
    }

    private Uni<Stored> answer(Asked asked, BillRow bill) {
        return documents
                .find(reading(asked), "ClaimResponse", bill.papers().response())
                .map(Optional::orElseThrow);
    }

    /** Moves it on, or waits for whoever does. */
    private Uni<Stored> joined(Asked asked, BillRow bill) {
        if (Instant.now().isAfter(asked.until())) {
            return refused(new RefusedException(Refusal.PAYMENT_UNKNOWN));
        }
        return saga.drive(asked.tenant(), bill.id()).chain(() -> lookAgain(asked));
    }

    private Uni<Stored> lookAgain(Asked asked) {
        return Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(LOOK_AGAIN)
                .chain(() -> attempt(asked.again()));
    }

    private Uni<Stored> begin(Asked asked, BillRow bill) {
        if (asked.joined() && bill.failure() != null) {
            return refused(failure(bill));
        }
        if (Instant.now().isAfter(asked.until())) {
            return refused(new RefusedException(Refusal.IN_PROGRESS));
        }
        String pen = Ids.next();
        return bills.takePen(reading(asked), bill.id(), pen)
                .chain(taken -> taken ? underPen(asked, bill.id(), pen) : lookAgain(asked));
    }

    /** Looks again under the pen: whoever held it before may have moved the bill. */
    private Uni<Stored> underPen(Asked asked, String bill, String pen) {
        return bills.find(reading(asked), bill)
                .chain(
                        now ->
                                now.status() == BillStatus.QUOTED
                                                && now.quote() == asked.quote().version()
                                        ? begin(asked, now, pen)
                                        : bills.dropPen(reading(asked), bill, pen)
                                                .chain(() -> attempt(asked.again(), now)));
    }

    private Uni<Stored> begin(Asked asked, BillRow bill, String pen) {
        return stillTrue(asked, bill)
                .onFailure()
                .call(() -> bills.dropPen(reading(asked), bill.id(), pen))
                .chain(
                        same ->
                                same
                                        ? submitted(asked, bill, pen)
                                        : bills.dropPen(reading(asked), bill.id(), pen)
                                                .chain(() -> requoted(asked, bill)));
    }

    /** Whether prices and, for an insured bill, 2206 still say what was quoted. */
    private Uni<Boolean> stillTrue(Asked asked, BillRow bill) {
        QuoteRow quote = asked.quote();
        return transactions
                .run(asked.tenant(), tx -> prices(tx, asked, bill))
                .chain(
                        print ->
                                print.equals(quote.linesPrint()) && quote.isInsured()
                                        ? insurerAgrees(asked, bill)
                                        : Uni.createFrom().item(print.equals(quote.linesPrint())));
    }

    private Uni<String> prices(Tx tx, Asked asked, BillRow bill) {
        return subjects.stored(tx, asked.call().caller(), bill.subjectType(), bill.subjectId())
                .chain(stored -> subjects.priced(tx, stored))
                .map(Subject::linesPrint);
    }

    private Uni<Boolean> insurerAgrees(Asked asked, BillRow bill) {
        QuoteRow quote = asked.quote();
        return gateway.want(
                        asked.tenant(),
                        bill.id(),
                        PRE_SETTLE,
                        InsuredQuote.preSettle(
                                bill.insured(),
                                quote.shares().total(),
                                quote.batch(),
                                quote.useAccount()),
                        bill.insured().insuplcAdmdvs())
                .map(now -> Figures.of(now.setlinfo()))
                .map(
                        figures ->
                                Figures.shares(figures).equals(quote.shares())
                                        && Figures.split(figures).equals(quote.split()));
    }

    private Uni<Stored> submitted(Asked asked, BillRow bill, String pen) {
        return transactions
                .run(
                        asked.tenant(),
                        tx ->
                                bills.submit(tx, asked.quote(), asked.payer())
                                        .chain(
                                                mine ->
                                                        mine
                                                                ? legs.make(tx, asked.quote())
                                                                : Uni.createFrom().voidItem()))
                .chain(() -> saga.drive(asked.tenant(), bill.id(), pen))
                .chain(() -> attempt(asked.again()));
    }

    private Uni<Stored> requoted(Asked asked, BillRow bill) {
        QuoteRow quote = asked.quote();
        return quotes.quote(
                        asked.call(),
                        new QuoteService.Wish(
                                bill.subjectType(),
                                bill.subjectId(),
                                quote.coverage(),
                                quote.useAccount()))
                .map(
                        fresh -> {
                            throw changed(fresh.reference());
                        });
    }

    /** A newer quote stands: it is named; or none. */
    private Uni<Stored> superseded(Asked asked, BillRow bill) {
        if (!bill.hasQuote()) {
            return refused(new RefusedException(Refusal.QUOTE_EXPIRED));
        }
        return bills.quote(reading(asked), bill)
                .map(
                        current -> {
                            throw changed("ClaimResponse/" + current.response());
                        });
    }

    private static RefusedException changed(String fresh) {
        return new RefusedException(Refusal.QUOTE_CHANGED).with("quote", fresh);
    }

    /** Why it came to nothing, as it was written down. */
    static RefusedException failure(BillRow bill) {
        Refusal refusal =
                Optional.ofNullable(bill.failure())
                        .flatMap(Refusal::ofCode)
                        .orElse(Refusal.PAYMENT_REFUSED);
        String detail = Optional.ofNullable(bill.failureDetail()).orElse("-");
        return refusal.placeholders() == 0
                ? new RefusedException(refusal)
                : new RefusedException(refusal, detail);
    }

    private static <T> Uni<T> refused(RefusedException refusal) {
        return Uni.createFrom().failure(refusal);
    }

    private Tx reading(Asked asked) {
        return transactions.reading(asked.tenant());
    }
}
