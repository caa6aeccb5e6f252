package org.yunzhen.mappings.nhsa;

import static org.yunzhen.mappings.nhsa.Figure.*;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.yunzhen.mappings.code.Language;
import org.yunzhen.mappings.money.Money;

/**
 * What must add up in a bill, to the fen. A bill that breaks one is not collected from anybody but
 * looked at by a person: either the platform erred or a province adds up differently.
 */
public enum Identity {
    I1("费用总额等于各行之和", "The total is the sum of the lines", Identity::linesMakeTotal),
    I2("费用总额等于四个部分之和", "The total is the sum of its four parts", Identity::partsMakeTotal),
    I3("基金支付等于各基金之和", "The funds' share is the sum of the funds", Identity::fundsMakeShare),
    I4("总额由基金、个人、医院分担", "Funds, person and hospital bear the total", Identity::payersBearTotal),
    I5("个人负担等于账户加现金", "The person pays by account and cash", Identity::accountAndCash),
    I6("基金明细合计等于基金支付", "The funds' rows make the funds' share", Identity::rowsMakeShare),
    I7("基金支付不小于其中的账户", "The account is part of the funds' share", Identity::accountInFund),
    I8("每行的部分与单价数量相符", "A line is its parts, and price by count", Identity::linesHold),
    I9("各行部分之和等于总单部分", "The lines' parts make the bill's parts", Identity::linePartsMakeParts),
    I10("起付线和基金支付不超过政策范围", "Deductible and funds stay in scope", Identity::withinScope);

    /** A price by a count may be rounded by the other side in its own way. */
    private static final Money ROUNDING = Money.ofFen(1);

    private final String zh;
    private final String en;

    @SuppressWarnings("ImmutableEnumChecker") // a reference to a static method holds no state
    private final BiFunction<Bill, ProvinceSwitches, Stream<Check>> checks;

    Identity(String zh, String en, BiFunction<Bill, ProvinceSwitches, Stream<Check>> checks) {
        this.zh = zh;
        this.en = en;
        this.checks = checks;
    }

    /** All that a bill breaks, in the order of the identities; empty if it adds up. */
    public static List<Violation> violations(Bill bill, ProvinceSwitches switches) {
        return Arrays.stream(values())
                .flatMap(identity -> identity.violationsIn(bill, switches))
                .toList();
    }

    public String title(Language language) {
        return language.pick(zh, en);
    }

    private Stream<Violation> violationsIn(Bill bill, ProvinceSwitches switches) {
        return checks.apply(bill, switches)
                .filter(check -> !check.holds())
                .map(check -> new Violation(this, check.where, check.expected, check.actual));
    }

    private record Check(String where, Money expected, Money actual, boolean holds) {

        static Check equal(String where, Money expected, Money actual) {
            return new Check(where, expected, actual, expected.equals(actual));
        }

        static Check atMost(String where, Money bound, Money actual) {
            return new Check(where, bound, actual, !actual.isMoreThan(bound));
        }
    }

    private static Stream<Check> linesMakeTotal(Bill bill, ProvinceSwitches switches) {
        return bill.lines().isEmpty()
                ? Stream.empty()
                : Stream.of(
                        Check.equal(
                                "medfee_sumamt",
                                sum(bill, LineFigures::detItemFeeSumamt),
                                bill.figures().get(MEDFEE_SUMAMT)));
    }

    private static Stream<Check> partsMakeTotal(Bill bill, ProvinceSwitches switches) {
        SettlementFigures figures = bill.figures();
        Money parts =
                figures.get(FULAMT_OWNPAY_AMT)
                        .plus(figures.get(OVERLMT_SELFPAY))
                        .plus(figures.get(PRESELFPAY_AMT))
                        .plus(figures.get(INSCP_SCP_AMT));
        return Stream.of(Check.equal("medfee_sumamt", parts, figures.get(MEDFEE_SUMAMT)));
    }

    private static Stream<Check> fundsMakeShare(Bill bill, ProvinceSwitches switches) {
        SettlementFigures figures = bill.figures();
        Money funds = Money.sum(FUNDS.stream().map(figures::get).toList());
        return Stream.of(Check.equal("fund_pay_sumamt", funds, figures.fundsOnly(switches)));
    }

    private static Stream<Check> payersBearTotal(Bill bill, ProvinceSwitches switches) {
        SettlementFigures figures = bill.figures();
        Money borne =
                figures.fundsOnly(switches)
                        .plus(figures.get(PSN_PART_AMT))
                        .plus(figures.get(HOSP_PART_AMT));
        return Stream.of(Check.equal("medfee_sumamt", borne, figures.get(MEDFEE_SUMAMT)));
    }

    private static Stream<Check> accountAndCash(Bill bill, ProvinceSwitches switches) {
        SettlementFigures figures = bill.figures();
        Money paid = figures.accounts(switches).plus(figures.get(PSN_CASH_PAY));
        return Stream.of(Check.equal("psn_part_amt", paid, figures.get(PSN_PART_AMT)));
    }

    private static Stream<Check> rowsMakeShare(Bill bill, ProvinceSwitches switches) {
        List<Money> rows =
                bill.funds().stream()
                        .filter(row -> !row.isAccount())
                        .map(FundRow::fundPayamt)
                        .toList();
        return bill.funds().isEmpty()
                ? Stream.empty()
                : Stream.of(
                        Check.equal(
                                "fund_pay_sumamt",
                                Money.sum(rows),
                                bill.figures().fundsOnly(switches)));
    }

    private static Stream<Check> accountInFund(Bill bill, ProvinceSwitches switches) {
        SettlementFigures figures = upright(bill.figures());
        return switches.fundIncludesAccount()
                ? Stream.of(
                        Check.atMost(
                                "acct_pay", figures.get(FUND_PAY_SUMAMT), figures.get(ACCT_PAY)))
                : Stream.empty();
    }

    private static Stream<Check> linesHold(Bill bill, ProvinceSwitches switches) {
        return bill.lines().stream().flatMap(line -> Stream.of(split(line), priced(line)));
    }

    private static Check split(LineFigures line) {
        return Check.equal("line " + line.feedetlSn(), line.splitSum(), line.detItemFeeSumamt());
    }

    private static Check priced(LineFigures line) {
        Money computed = Money.ofPrice(line.pric(), line.cnt());
        Money off = line.detItemFeeSumamt().minus(computed);
        boolean near = !off.max(off.negated()).isMoreThan(ROUNDING);
        return new Check("line " + line.feedetlSn(), computed, line.detItemFeeSumamt(), near);
    }

    private static Stream<Check> linePartsMakeParts(Bill bill, ProvinceSwitches switches) {
        return bill.lines().isEmpty()
                ? Stream.empty()
                : Stream.of(
                        part(bill, FULAMT_OWNPAY_AMT, LineFigures::fulamtOwnpayAmt),
                        part(bill, OVERLMT_SELFPAY, LineFigures::overlmtAmt),
                        part(bill, PRESELFPAY_AMT, LineFigures::preselfpayAmt),
                        part(bill, INSCP_SCP_AMT, LineFigures::inscpScpAmt));
    }

    private static Check part(Bill bill, Figure figure, Function<LineFigures, Money> ofLine) {
        return Check.equal(figure.fields().get(0), sum(bill, ofLine), bill.figures().get(figure));
    }

    private static Stream<Check> withinScope(Bill bill, ProvinceSwitches switches) {
        SettlementFigures figures = upright(bill.figures());
        Money scope = figures.get(INSCP_SCP_AMT);
        Money deductible = figures.get(ACT_PAY_DEDC);
        return Stream.of(
                new Check("act_pay_dedc", Money.ZERO, deductible, !deductible.isNegative()),
                Check.atMost("act_pay_dedc", scope, deductible),
                Check.atMost("fund_pay_sumamt", scope, figures.fundsOnly(switches)));
    }

    /** Bounds are those of the bill itself, also where it is the one that cancels another. */
    private static SettlementFigures upright(SettlementFigures figures) {
        return figures.get(MEDFEE_SUMAMT).isNegative() ? figures.negated() : figures;
    }

    private static Money sum(Bill bill, Function<LineFigures, Money> ofLine) {
        return Money.sum(bill.lines().stream().map(ofLine).toList());
    }
}
