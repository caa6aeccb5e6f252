package org.yunzhen.hospital.settlement;

import static org.yunzhen.insurance.Transactions.PRE_SETTLE;
import static org.yunzhen.insurance.Transactions.UPLOAD_FEES;
import static org.yunzhen.insurance.Transactions.UPLOAD_VISIT;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yunzhen.insurance.Transaction;
import org.yunzhen.insurance.message.Diagnosis;
import org.yunzhen.insurance.message.FeeDetail;
import org.yunzhen.insurance.message.FeeDetailBuilder;
import org.yunzhen.insurance.message.FeeSplit;
import org.yunzhen.insurance.message.FeeSplits;
import org.yunzhen.insurance.message.FeeUpload;
import org.yunzhen.insurance.message.Nothing;
import org.yunzhen.insurance.message.PreSettle;
import org.yunzhen.insurance.message.Quote;
import org.yunzhen.insurance.message.VisitInfo;
import org.yunzhen.insurance.message.VisitUpload;
import org.yunzhen.insurance.wire.WireTime;
import org.yunzhen.mappings.money.Money;
import org.yunzhen.mappings.nhsa.Bill;
import org.yunzhen.mappings.nhsa.LineFigures;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * The conversation that ends in a quote: that of {@link InsuredVisit}, then 2203A, 2204, 2206. Each
 * attempt has a charging batch of its own, so that a conversation that broke off is never in the
 * way.
 */
@ApplicationScoped
class InsuredQuote {
    /** Ordinary outpatient care; chronic and special diseases come with their filing. */
    static final String ORDINARY = "11";

    static final String ID_CARD = "02";
    private static final String BY_ITEM = "01";

    /**
     * Everything the conversation is about.
     *
     * @param idNumber resident id number; goes to the platform and nowhere else
     * @param insutype the insurance that is to pay; null when the payer's Coverage names none
     */
    record Wish(
            String tenant,
            BillRow bill,
            Subject subject,
            Attendance.Who who,
            String idNumber,
            String name,
            String insutype,
            boolean useAccount) {
        String batch() {
            return bill.number('B', 26) + "%03d".formatted(bill.attempt() % 1000);
        }

        /** Of a line, from 1: {@code feedetl_sn}. */
        String lineNumber(int sequence) {
            return batch().substring(4) + "%03d".formatted(sequence);
        }

        LocalDateTime now() {
            return LocalDateTime.now(WireTime.ZONE).truncatedTo(ChronoUnit.SECONDS);
        }
    }

    private final Gateway gateway;
    private final InsuredVisit visit;

    InsuredQuote(Gateway gateway, InsuredVisit visit) {
        this.gateway = gateway;
        this.visit = visit;
    }

    Uni<Priced> of(Wish wish) {
        return visit.registered(wish)
                .call(insured -> described(wish, insured))
                .chain(insured -> split(wish, insured).chain(s -> quoted(wish, insured, s)));
    }

    private Uni<Nothing> described(Wish wish, BillRow.Insured insured) {
        Attendance.Who who = wish.who();
        LocalDateTime now = wish.now();
        VisitInfo info =
                VisitInfo.ordinary(
                        insured.mdtrtId(), insured.psnNo(), ORDINARY, now, null, null, null);
        Diagnosis diagnosis =
                new Diagnosis(
                        "1",
                        1,
                        who.diagnosis(),
                        who.diagnosisName(),
                        who.departmentName(),
                        who.doctor(),
                        who.doctorName(),
                        now,
                        "1");
        return ask(
                wish,
                UPLOAD_VISIT,
                new VisitUpload(info, List.of(diagnosis)),
                insured.insuplcAdmdvs());
    }

    private Uni<FeeSplits> split(Wish wish, BillRow.Insured insured) {
        List<FeeDetail> details = new ArrayList<>();
        for (FeeLine line : wish.subject().lines()) {
            details.add(detail(wish, insured, line, details.size() + 1));
        }
        return ask(wish, UPLOAD_FEES, new FeeUpload(details), insured.insuplcAdmdvs());
    }

    private static FeeDetail detail(
            Wish wish, BillRow.Insured insured, FeeLine line, int sequence) {
        Attendance.Who who = wish.who();
        return new FeeDetailBuilder()
                .keys(insured.mdtrtId(), insured.psnNo(), wish.batch(), wish.lineNumber(sequence))
                .occurredAt(wish.now())
                .item(line.nhsaCode() == null ? line.code() : line.nhsaCode(), line.code())
                .amount(line.price(), line.count(), line.amount().yuan())
                .billedBy(who.department(), who.departmentName(), who.doctor(), who.doctorName())
                .approval(line.nhsaCode() == null ? "2" : "1")
                .build();
    }

    private Uni<Priced> quoted(Wish wish, BillRow.Insured insured, FeeSplits splits) {
        PreSettle asked =
                preSettle(insured, wish.subject().total(), wish.batch(), wish.useAccount());
        return ask(wish, PRE_SETTLE, asked, insured.insuplcAdmdvs())
                .map(quote -> priced(wish, splits, quote));
    }

    /** A line's split is told by its number: the platform may answer in an order of its own. */
    private static Priced priced(Wish wish, FeeSplits splits, Quote quote) {
        List<FeeLine> asked = wish.subject().lines();
        Map<String, FeeSplit> answered = new HashMap<>();
        splits.result().forEach(split -> answered.put(split.feedetlSn(), split));
        List<LineFigures> lines = new ArrayList<>();
        for (FeeLine line : asked) {
            FeeSplit split = answered.remove(wish.lineNumber(lines.size() + 1));
            if (split == null) {
                throw new RefusedException(Refusal.INSURANCE_REFUSED, "2204");
            }
            lines.add(Figures.of(split, line));
        }
        if (!answered.isEmpty()) {
            throw new RefusedException(Refusal.INSURANCE_REFUSED, "2204");
        }
        Bill bill =
                new Bill(Figures.of(quote.setlinfo()), lines, Figures.funds(quote.setldetail()));
        return new Priced(bill, wish.batch());
    }

    /** The question of 2206, and what 2207 repeats. */
    static PreSettle preSettle(
            BillRow.Insured insured, Money total, String batch, boolean useAccount) {
        return new PreSettle(
                insured.psnNo(),
                ID_CARD,
                null,
                ORDINARY,
                total.yuan(),
                BY_ITEM,
                insured.mdtrtId(),
                batch,
                useAccount ? "1" : "0",
                insured.insutype());
    }

    private <I extends Record, O extends Record> Uni<O> ask(
            Wish wish, Transaction<I, O> transaction, I input, String region) {
        return gateway.want(wish.tenant(), wish.bill().id(), transaction, input, region);
    }
}
