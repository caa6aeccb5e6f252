package org.yunzhen.mappings.nhsa;

import java.util.ArrayList;
import java.util.List;
import org.yunzhen.mappings.money.Money;

/**
 * Who bears how much of one fee line. The platform says so only for the whole bill; for the patient
 * who asks line by line it is shared out in proportion, to the fen, so that the lines add up to the
 * bill: the funds by what is in scope, the rest by what is left.
 */
public record LineShare(LineFigures line, Money fund, Money hospital, Money account, Money cash) {

    /** Shares out a bill that keeps its {@link Identity identities}; as many as it has lines. */
    public static List<LineShare> of(Bill bill, ProvinceSwitches switches) {
        SettlementFigures figures = bill.figures();
        List<LineFigures> lines = bill.lines();
        List<Money> fund =
                Proportion.share(
                        figures.fundsOnly(switches),
                        lines.stream().map(LineFigures::inscpScpAmt).toList());
        List<Money> afterFund =
                minus(lines.stream().map(LineFigures::detItemFeeSumamt).toList(), fund);
        List<Money> hospital = Proportion.share(figures.get(Figure.HOSP_PART_AMT), afterFund);
        List<Money> person = minus(afterFund, hospital);
        List<Money> account = Proportion.share(figures.accounts(switches), person);
        List<Money> cash = minus(person, account);
        List<LineShare> shares = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            shares.add(
                    new LineShare(
                            lines.get(i),
                            fund.get(i),
                            hospital.get(i),
                            account.get(i),
                            cash.get(i)));
        }
        return shares;
    }

    private static List<Money> minus(List<Money> from, List<Money> amounts) {
        List<Money> rest = new ArrayList<>();
        for (int i = 0; i < from.size(); i++) {
            rest.add(from.get(i).minus(amounts.get(i)));
        }
        return rest;
    }
}
