package org.yunzhen.hospital.settlement;

import static org.yunzhen.insurance.Transactions.CANCEL_REGISTRATION;
import static org.yunzhen.insurance.Transactions.QUERY_VISITS;
import static org.yunzhen.insurance.Transactions.REVOKE_FEES;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.LocalDateTime;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.insurance.Outcome;
import org.yunzhen.insurance.RegistrationResolution;
import org.yunzhen.insurance.Transaction;
import org.yunzhen.insurance.message.FeeRevoke;
import org.yunzhen.insurance.message.RegistrationCancel;
import org.yunzhen.insurance.message.VisitQuery;
import org.yunzhen.insurance.message.VisitsFound;
import org.yunzhen.insurance.wire.WireTime;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Takes back what a quote left at the insurer: the fee lines (2205), then the registration (2202).
 * Each attempt begins with the question what stands (5201), so an answer that was lost, or a
 * refusal of what is withdrawn already, is understood at the next attempt; no text is guessed at.
 */
@ApplicationScoped
class Withdrawal {
    /** No 2201 is under way any more after so long, whatever became of it. */
    private static final Duration UNDER_WAY_MAX = Duration.ofMinutes(5);

    /** How a message, or the whole, ended. */
    private enum End {
        DONE,
        REFUSED,
        NO_ANSWER;

        static End of(Outcome<?> outcome) {
            if (outcome instanceof Outcome.Done<?>) {
                return DONE;
            }
            return outcome.isOpen() ? NO_ANSWER : REFUSED;
        }
    }

    private final Gateway gateway;
    private final Registrations registrations;
    private final Transactions transactions;

    Withdrawal(Gateway gateway, Registrations registrations, Transactions transactions) {
        this.gateway = gateway;
        this.registrations = registrations;
        this.transactions = transactions;
    }

    /**
     * One attempt, written down however it ended.
     *
     * @return whether the platform answers; where it does not, others need not be tried now
     */
    Uni<Boolean> of(RegistrationRow row) {
        Tx tx = transactions.reading(row.tenant());
        return (row.isLeaving() ? leave(row) : revoke(row, row.mdtrtId()))
                .onFailure(RefusedException.class)
                .recoverWithItem(End.NO_ANSWER)
                .call(
                        end ->
                                end == End.DONE
                                        ? registrations.withdrawn(tx, row)
                                        : registrations.later(tx, row))
                .map(end -> end != End.NO_ANSWER);
    }

    private Uni<End> leave(RegistrationRow row) {
        LocalDateTime from = row.begunAt().atZoneSameInstant(WireTime.ZONE).toLocalDateTime();
        VisitQuery query =
                VisitQuery.within(
                        row.psnNo(),
                        from.toLocalDate().atStartOfDay(),
                        LocalDateTime.now(WireTime.ZONE).toLocalDate().plusDays(1).atStartOfDay());
        return ask(row, QUERY_VISITS, query).chain(answer -> leave(row, answer));
    }

    private Uni<End> leave(RegistrationRow row, Outcome<VisitsFound> answer) {
        RegistrationResolution found = RegistrationResolution.afterQuery(answer, row.iptOtpNo());
        if (found instanceof RegistrationResolution.Stands stands) {
            return leave(row, stands.mdtrtId());
        }
        if (found instanceof RegistrationResolution.Gone gone) {
            return Uni.createFrom().item(gone.wasSeen() || isOld(row) ? End.DONE : End.REFUSED);
        }
        return Uni.createFrom().item(End.of(answer));
    }

    /** Where 2205 is refused there may be no lines; where there are, 2202 is refused as well. */
    private Uni<End> leave(RegistrationRow row, String mdtrtId) {
        return revoke(row, mdtrtId)
                .chain(
                        end ->
                                end == End.NO_ANSWER
                                        ? Uni.createFrom().item(end)
                                        : cancel(row, mdtrtId));
    }

    private Uni<End> revoke(RegistrationRow row, String mdtrtId) {
        FeeRevoke lines = new FeeRevoke(mdtrtId, FeeRevoke.ALL_BATCHES, row.psnNo());
        return ask(row, REVOKE_FEES, lines).map(End::of);
    }

    private Uni<End> cancel(RegistrationRow row, String mdtrtId) {
        RegistrationCancel registration =
                new RegistrationCancel(row.psnNo(), mdtrtId, row.iptOtpNo());
        return ask(row, CANCEL_REGISTRATION, registration).map(End::of);
    }

    private boolean isOld(RegistrationRow row) {
        return row.askedAt().plus(UNDER_WAY_MAX).isBefore(transactions.reading(row.tenant()).now());
    }

    private <I extends Record, O extends Record> Uni<Outcome<O>> ask(
            RegistrationRow row, Transaction<I, O> transaction, I input) {
        return gateway.ask(row.tenant(), row.bill(), transaction, input, row.insuplcAdmdvs());
    }
}
