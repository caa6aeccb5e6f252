package org.yunzhen.hospital.settlement;

import static org.yunzhen.insurance.Transactions.BENEFIT_CHECK;
import static org.yunzhen.insurance.Transactions.PERSON;
import static org.yunzhen.insurance.Transactions.REGISTER;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.yunzhen.hospital.platform.config.YunzhenConfig;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.insurance.Transaction;
import org.yunzhen.insurance.message.BenefitCheck;
import org.yunzhen.insurance.message.Benefits;
import org.yunzhen.insurance.message.InsuranceInfo;
import org.yunzhen.insurance.message.Person;
import org.yunzhen.insurance.message.PersonQuery;
import org.yunzhen.insurance.message.Registered;
import org.yunzhen.insurance.message.Registration;
import org.yunzhen.mappings.code.InsuranceType;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** How a quote finds its person and registers the visit: 1101, 2001, 2201. */
@ApplicationScoped
class InsuredVisit {
    private static final String ACTIVE = "1";
    private static final String NOT_ENTITLED = "0";

    /** What pays for ordinary care by itself; the others supplement one of these. */
    private static final Set<String> BASIC =
            Set.of(
                    InsuranceType.EMPLOYEE_BASIC.code(),
                    InsuranceType.RETIRED_CADRE.code(),
                    InsuranceType.RURAL_COOPERATIVE.code(),
                    InsuranceType.RESIDENT_BASIC.code(),
                    InsuranceType.URBAN_RESIDENT_BASIC.code());

    private final Gateway gateway;
    private final Bills bills;
    private final Registrations registrations;
    private final Transactions transactions;
    private final Duration validFor;

    InsuredVisit(
            Gateway gateway,
            Bills bills,
            Registrations registrations,
            Transactions transactions,
            YunzhenConfig config) {
        this.gateway = gateway;
        this.bills = bills;
        this.registrations = registrations;
        this.transactions = transactions;
        this.validFor = config.insurance().quoteValidFor();
    }

    /** The person of a bill, with the platform's number of the visit. */
    Uni<BillRow.Insured> registered(InsuredQuote.Wish wish) {
        return person(wish)
                .call(insured -> entitled(wish, insured))
                .chain(insured -> registered(wish, insured));
    }

    private Uni<BillRow.Insured> person(InsuredQuote.Wish wish) {
        return ask(wish, PERSON, PersonQuery.byIdCard(wish.idNumber(), wish.name()), null)
                .map(person -> insured(person, wish.insutype()));
    }

    /** A person may have several: maternity beside the employees', which pays nothing here. */
    private static BillRow.Insured insured(Person person, String insutype) {
        List<InsuranceInfo> all = person.insuinfo() == null ? List.of() : person.insuinfo();
        return all.stream()
                .filter(i -> i.psnInsuStas() == null || ACTIVE.equals(i.psnInsuStas()))
                .filter(
                        i ->
                                insutype == null
                                        ? BASIC.contains(i.insutype())
                                        : i.insutype().equals(insutype))
                .findFirst()
                .map(
                        i ->
                                new BillRow.Insured(
                                        person.baseinfo().psnNo(),
                                        i.insutype(),
                                        i.insuplcAdmdvs(),
                                        null))
                .orElseThrow(() -> new RefusedException(Refusal.COVERAGE_UNSUITABLE));
    }

    private Uni<Benefits> entitled(InsuredQuote.Wish wish, BillRow.Insured insured) {
        BenefitCheck check =
                BenefitCheck.ofVisit(
                        insured.psnNo(),
                        insured.insutype(),
                        gateway.institution(),
                        InsuredQuote.ORDINARY,
                        wish.now(),
                        null,
                        null);
        return ask(wish, BENEFIT_CHECK, check, insured.insuplcAdmdvs())
                .invoke(InsuredVisit::requireSomeBenefit);
    }

    private static void requireSomeBenefit(Benefits benefits) {
        boolean none =
                benefits.trtinfo() != null
                        && !benefits.trtinfo().isEmpty()
                        && benefits.trtinfo().stream()
                                .allMatch(b -> NOT_ENTITLED.equals(b.trtEnjymntFlag()));
        if (none) {
            throw new RefusedException(Refusal.COVERAGE_UNSUITABLE).with("step", "2001");
        }
    }

    /** Written down before it leaves: what is lost on the way is withdrawn in the end. */
    private Uni<BillRow.Insured> registered(InsuredQuote.Wish wish, BillRow.Insured insured) {
        Tx tx = transactions.reading(wish.tenant());
        return transactions
                .run(wish.tenant(), asking -> asked(asking, wish, insured))
                .chain(
                        row ->
                                ask(
                                                wish,
                                                REGISTER,
                                                registration(wish, insured, row),
                                                insured.insuplcAdmdvs())
                                        .map(Registered::mdtrtId)
                                        .call(id -> registrations.registered(tx, row, id)))
                .map(insured::at)
                .call(known -> bills.insured(tx, wish.bill(), known));
    }

    private Uni<RegistrationRow> asked(Tx tx, InsuredQuote.Wish wish, BillRow.Insured insured) {
        return bills.keepQuote(tx, wish.bill(), tx.now().plus(validFor))
                .chain(() -> registrations.ask(tx, wish.bill(), insured));
    }

    private static Registration registration(
            InsuredQuote.Wish wish, BillRow.Insured insured, RegistrationRow row) {
        Attendance.Who who = wish.who();
        return new Registration(
                insured.psnNo(),
                insured.insutype(),
                wish.now(),
                InsuredQuote.ID_CARD,
                wish.idNumber(),
                row.iptOtpNo(),
                who.doctor(),
                who.doctorName(),
                who.department(),
                who.departmentName(),
                who.caty());
    }

    private <I extends Record, O extends Record> Uni<O> ask(
            InsuredQuote.Wish wish, Transaction<I, O> transaction, I input, String region) {
        return gateway.want(wish.tenant(), wish.bill().id(), transaction, input, region);
    }
}
