package org.yunzhen.hospital.settlement;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.yunzhen.insurance.message.FeeSplit;
import org.yunzhen.insurance.message.FundShare;
import org.yunzhen.insurance.message.SettlementInfo;
import org.yunzhen.mappings.money.Money;
import org.yunzhen.mappings.nhsa.Figure;
import org.yunzhen.mappings.nhsa.FundRow;
import org.yunzhen.mappings.nhsa.LineFigures;
import org.yunzhen.mappings.nhsa.ProvinceSwitches;
import org.yunzhen.mappings.nhsa.SettlementFigures;

/** From the platform's records, in yuan, to the figures of the mappings, in fen. */
final class Figures {
    /** How this hospital's province adds up; province profiles come with a later issue. */
    static final ProvinceSwitches PROVINCE = ProvinceSwitches.DEFAULT;

    private Figures() {}

    static SettlementFigures of(SettlementInfo info) {
        Map<Figure, Money> amounts = new EnumMap<>(Figure.class);
        put(amounts, Figure.MEDFEE_SUMAMT, info.medfeeSumamt());
        put(amounts, Figure.FULAMT_OWNPAY_AMT, info.fulamtOwnpayAmt());
        put(amounts, Figure.OVERLMT_SELFPAY, info.overlmtSelfpay());
        put(amounts, Figure.PRESELFPAY_AMT, info.preselfpayAmt());
        put(amounts, Figure.INSCP_SCP_AMT, info.inscpScpAmt());
        put(amounts, Figure.ACT_PAY_DEDC, info.actPayDedc());
        put(amounts, Figure.HIFP_PAY, info.hifpPay());
        put(amounts, Figure.CVLSERV_PAY, info.cvlservPay());
        put(amounts, Figure.HIFES_PAY, info.hifesPay());
        put(amounts, Figure.HIFMI_PAY, info.hifmiPay());
        put(amounts, Figure.HIFOB_PAY, info.hifobPay());
        put(amounts, Figure.HIFDM_PAY, info.hifdmPay());
        put(amounts, Figure.MAF_PAY, info.mafPay());
        put(amounts, Figure.OTH_PAY, info.othPay());
        put(amounts, Figure.FUND_PAY_SUMAMT, info.fundPaySumamt());
        put(amounts, Figure.PSN_PART_AMT, info.psnPartAmt());
        put(amounts, Figure.ACCT_PAY, info.acctPay());
        put(amounts, Figure.ACCT_MULAID_PAY, info.acctMulaidPay());
        put(amounts, Figure.PSN_CASH_PAY, info.psnCashPay());
        put(amounts, Figure.HOSP_PART_AMT, info.hospPartAmt());
        put(amounts, Figure.BALC, info.balc());
        return new SettlementFigures(amounts);
    }

    /** A self-payer's: everything in cash. */
    static SettlementFigures selfPaid(Money total) {
        return new SettlementFigures(
                Map.of(
                        Figure.MEDFEE_SUMAMT, total,
                        Figure.FULAMT_OWNPAY_AMT, total,
                        Figure.PSN_PART_AMT, total,
                        Figure.PSN_CASH_PAY, total));
    }

    static LineFigures selfPaid(String number, FeeLine line) {
        return new LineFigures(
                number,
                line.amount(),
                line.price(),
                line.count(),
                line.amount(),
                Money.ZERO,
                Money.ZERO,
                Money.ZERO);
    }

    /** A line as we sent it, with the platform's split of it. */
    static LineFigures of(FeeSplit split, FeeLine line) {
        return new LineFigures(
                split.feedetlSn(),
                Money.ofYuan(split.detItemFeeSumamt()),
                line.price(),
                line.count(),
                money(split.fulamtOwnpayAmt()),
                money(split.overlmtAmt()),
                money(split.preselfpayAmt()),
                money(split.inscpScpAmt()));
    }

    static List<FundRow> funds(List<FundShare> shares) {
        return shares == null
                ? List.of()
                : shares.stream()
                        .map(row -> new FundRow(row.fundPayType(), money(row.fundPayamt())))
                        .toList();
    }

    static QuoteRow.Shares shares(SettlementFigures figures) {
        return new QuoteRow.Shares(
                figures.get(Figure.MEDFEE_SUMAMT),
                figures.fundsOnly(PROVINCE),
                figures.accounts(PROVINCE),
                figures.get(Figure.PSN_CASH_PAY),
                figures.get(Figure.HOSP_PART_AMT));
    }

    static QuoteRow.Split split(SettlementFigures figures) {
        return new QuoteRow.Split(
                figures.get(Figure.FULAMT_OWNPAY_AMT),
                figures.get(Figure.OVERLMT_SELFPAY),
                figures.get(Figure.PRESELFPAY_AMT),
                figures.get(Figure.INSCP_SCP_AMT));
    }

    private static void put(Map<Figure, Money> amounts, Figure figure, BigDecimal yuan) {
        amounts.put(figure, money(yuan));
    }

    private static Money money(BigDecimal yuan) {
        return yuan == null ? Money.ZERO : Money.ofYuan(yuan);
    }
}
