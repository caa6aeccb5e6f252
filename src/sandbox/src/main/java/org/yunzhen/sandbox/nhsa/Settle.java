package org.yunzhen.sandbox.nhsa;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;

/**
 * 2207 门诊结算: moves the money. The msgid is the order's identity: repeated with the same content it
 * gets the same bill, after 2601 it is refused for ever.
 */
final class Settle implements Transaction {
    @Override
    public Set<String> infnos() {
        return Set.of("2207");
    }

    @Override
    public ObjectNode run(Call call) {
        Fields in = call.data();
        String msgid = call.envelope().msgid();
        Refused.unless(!call.registry().reversals.containsKey(msgid), "该报文已冲正：msgid=" + msgid);
        Optional<Settlement> made = call.registry().settlementByMessage(msgid);
        Bill bill = made.map(known -> again(known, in)).orElseGet(() -> settle(call, in));
        return SettlementInfo.output(bill, call.registry().person(bill.psnNo()), call.now());
    }

    private static Bill again(Settlement known, Fields in) {
        Bill bill = known.bill();
        boolean same =
                bill.sameOrder(
                        in.text("mdtrt_id", 30),
                        in.text("chrg_bchno", 30),
                        in.text("psn_no", 30),
                        in.fen("medfee_sumamt"));
        Refused.unless(same, "报文标识重复且内容不同：msgid=" + bill.msgid());
        Refused.unless(known.isLive(), "该结算已撤销：setl_id=" + bill.setlId());
        return bill;
    }

    private static Bill settle(Call call, Fields in) {
        Bill quote = Quote.of(call, in);
        requireQuoted(in, quote.shares());
        Bill bill =
                quote.settledAs("5104S%012d".formatted(call.registry().settlements.size() + 1L));
        call.registry().record(new Entry.Settled(bill));
        return bill;
    }

    private static void requireQuoted(Fields in, Shares shares) {
        boolean same =
                in.fen("fulamt_ownpay_amt") == shares.ownpay()
                        && in.fen("overlmt_selfpay") == shares.overlmt()
                        && in.fen("preselfpay_amt") == shares.preselfpay()
                        && in.fen("inscp_scp_amt") == shares.inscp();
        Refused.unless(same, "结算金额与预结算结果不符");
    }
}
