package org.yunzhen.sandbox.nhsa;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** 2206 门诊预结算: the figures of 2207, nothing moved and nothing kept. */
final class PreSettle implements Transaction {
    @Override
    public Set<String> infnos() {
        return Set.of("2206");
    }

    @Override
    public ObjectNode run(Call call) {
        Bill quote = Quote.of(call, call.data());
        return SettlementInfo.output(quote, call.registry().person(quote.psnNo()), call.now());
    }
}
