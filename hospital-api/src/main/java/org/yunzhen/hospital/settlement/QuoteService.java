package org.yunzhen.hospital.settlement;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.yunzhen.hospital.access.Access;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.settlement.Moved.LostPenException;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Ids;
import org.yunzhen.hospital.store.Ownership;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.nhsa.Identity;
import org.yunzhen.mappings.nhsa.Violation;
import org.yunzhen.mappings.person.PersonElements;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Quotes: opens the bill of a subject, asks the insurer outside any transaction, and keeps what it
 * came to as a Claim and a ClaimResponse.
 */
@ApplicationScoped
class QuoteService {
    /** The workflow that owns a bill's documents. */
    static final Ownership BILL = Ownership.of("bill");

    /**
     * What is wished.
     *
     * @param coverage id of the Coverage, or null for a self-payer
     */
    record Wish(String type, String id, String coverage, boolean useAccount) {}

    private record Opened(
            BillRow bill,
            Subject subject,
            Attendance.Who who,
            ObjectNode patient,
            Coverages.Insurer insurer) {}

    private final Transactions transactions;
    private final Documents documents;
    private final Access access;
    private final Subjects subjects;
    private final Attendance attendance;
    private final InsuredQuote insured;
    private final Gateway gateway;
    private final Bills bills;
    private final Registrations registrations;
    private final HeldBills heldBills;
    private final Coverages coverages;

    QuoteService(
            Transactions transactions,
            Documents documents,
            Access access,
            Subjects subjects,
            Attendance attendance,
            InsuredQuote insured,
            Gateway gateway,
            Bills bills,
            Registrations registrations,
            HeldBills heldBills,
            Coverages coverages) {
        this.transactions = transactions;
        this.documents = documents;
        this.access = access;
        this.subjects = subjects;
        this.attendance = attendance;
        this.insured = insured;
        this.gateway = gateway;
        this.bills = bills;
        this.registrations = registrations;
        this.heldBills = heldBills;
        this.coverages = coverages;
    }

    /** A new quote: the stored ClaimResponse. */
    Uni<Stored> quote(Call call, Wish wish) {
        String pen = Ids.next();
        return transactions
                .run(call.tenant(), tx -> opened(tx, call, wish, pen))
                .chain(opened -> quoted(call, wish, opened, pen))
                .invoke(call.trace()::touched);
    }

    private Uni<Opened> opened(Tx tx, Call call, Wish wish, String pen) {
        return subjects.stored(tx, call.caller(), wish.type(), wish.id())
                .call(
                        stored ->
                                access.actFor(tx, call.caller(), Subjects.patient(stored))
                                        .invoke(call.trace()::through))
                .chain(stored -> subjects.priced(tx, stored))
                .chain(subject -> opened(tx, wish, subject, pen));
    }

    private Uni<Opened> opened(Tx tx, Wish wish, Subject subject, String pen) {
        return Uni.combine()
                .all()
                .unis(
                        coverages.insurer(tx, wish.coverage(), subject.patient()),
                        patient(tx, wish, subject),
                        attendance.of(tx, subject))
                .asTuple()
                .chain(
                        found ->
                                bill(tx, subject, pen)
                                        .map(
                                                bill ->
                                                        new Opened(
                                                                bill,
                                                                subject,
                                                                found.getItem3(),
                                                                found.getItem2(),
                                                                found.getItem1())));
    }

    private Uni<BillRow> bill(Tx tx, Subject subject, String pen) {
        Stored stored = subject.stored();
        return bills.open(tx, Ids.next(), subject)
                .chain(() -> bills.active(tx, stored.type(), stored.id()))
                .map(Optional::orElseThrow)
                .invoke(QuoteService::requireQuotable)
                .chain(bill -> bills.beginQuote(tx, bill.id(), pen))
                .map(begun -> begun.orElseThrow(() -> new RefusedException(Refusal.IN_PROGRESS)));
    }

    private static void requireQuotable(BillRow bill) {
        switch (bill.status()) {
            case QUOTED -> {}
            case SUBMITTED, REVERTING -> throw new RefusedException(Refusal.IN_PROGRESS);
            case SETTLED -> throw new RefusedException(Refusal.ALREADY_SETTLED);
            case HELD -> throw new RefusedException(Refusal.BILL_HELD);
            case REFUNDING, REFUNDED, FAILED ->
                    throw new RefusedException(
                            Refusal.WRONG_STATE, bill.status().code(), BillStatus.QUOTED.code());
        }
    }

    private BillDocuments.Parties parties(Wish wish, Opened opened) {
        return new BillDocuments.Parties(
                opened.subject().patient(),
                gateway.institution(),
                gateway.institutionName(),
                wish.coverage(),
                opened.insurer().payor());
    }

    private Uni<ObjectNode> patient(Tx tx, Wish wish, Subject subject) {
        return wish.coverage() == null
                ? Uni.createFrom().item(FhirJson.object())
                : documents
                        .find(tx, "Patient", subject.patient())
                        .map(found -> found.map(Stored::document).orElseGet(FhirJson::object));
    }

    private Uni<Stored> quoted(Call call, Wish wish, Opened opened, String pen) {
        return priced(call.tenant(), wish, opened)
                .call(priced -> requireSum(call.tenant(), opened.bill(), priced))
                .chain(
                        priced ->
                                transactions.run(
                                        call.tenant(), tx -> kept(tx, wish, opened, priced, pen)))
                .onFailure(LostPenException.class)
                .transform(overtaken -> new RefusedException(Refusal.IN_PROGRESS))
                .onFailure()
                .call(
                        () ->
                                transactions.run(
                                        call.tenant(),
                                        tx -> bills.dropPen(tx, opened.bill().id(), pen)));
    }

    private Uni<Priced> priced(String tenant, Wish wish, Opened opened) {
        if (wish.coverage() == null) {
            return Uni.createFrom().item(Priced.selfPaid(opened.subject()));
        }
        Instant now = Instant.now();
        String name = PersonElements.written(PersonElements.name(opened.patient(), now));
        if (name.isEmpty()) {
            throw new RefusedException(Refusal.COVERAGE_UNSUITABLE);
        }
        return insured.of(
                new InsuredQuote.Wish(
                        tenant,
                        opened.bill(),
                        opened.subject(),
                        opened.who(),
                        PersonElements.number(opened.patient(), Systems.RESIDENT_ID, now)
                                .orElseThrow(
                                        () -> new RefusedException(Refusal.COVERAGE_UNSUITABLE)),
                        name,
                        opened.insurer().insutype(),
                        wish.useAccount()));
    }

    /**
     * A quote that does not add up is told to nobody: a person looks at it, unless another quote
     * was begun meanwhile.
     */
    private Uni<Void> requireSum(String tenant, BillRow bill, Priced priced) {
        List<Violation> violations = Identity.violations(priced.bill(), Figures.PROVINCE);
        if (violations.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transactions
                .run(
                        tenant,
                        tx -> heldBills.hold(tx, bill, BillStatus.QUOTED, violations.toString()))
                .chain(
                        held ->
                                Uni.createFrom()
                                        .failure(
                                                new RefusedException(
                                                        held
                                                                ? Refusal.BILL_HELD
                                                                : Refusal.IN_PROGRESS)));
    }

    private Uni<Stored> kept(Tx tx, Wish wish, Opened opened, Priced priced, String pen) {
        String claimId = Ids.next();
        String responseId = Ids.next();
        BillRow bill = opened.bill();
        Subject subject = opened.subject();
        ObjectNode claim = BillDocuments.claim(claimId, subject, parties(wish, opened), tx.now());
        ObjectNode response =
                BillDocuments.quote(
                        responseId,
                        claimId,
                        subject,
                        parties(wish, opened),
                        priced.bill(),
                        tx.now());
        QuoteRow row =
                new QuoteRow(
                        bill.id(),
                        bill.attempt(),
                        claimId,
                        responseId,
                        subject.linesPrint(),
                        wish.coverage(),
                        wish.useAccount(),
                        priced.batch(),
                        Figures.shares(priced.bill().figures()),
                        Figures.split(priced.bill().figures()));
        return documents
                .create(tx, claim, BILL)
                .chain(() -> documents.create(tx, response, BILL))
                .call(() -> bills.quoted(tx, row))
                .call(
                        () ->
                                row.isInsured()
                                        ? Uni.createFrom().voidItem()
                                        : registrations.leave(tx, bill.id()))
                .call(() -> bills.dropPen(tx, bill.id(), pen));
    }
}
