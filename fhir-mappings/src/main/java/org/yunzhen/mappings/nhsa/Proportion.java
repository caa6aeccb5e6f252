package org.yunzhen.mappings.nhsa;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.yunzhen.mappings.money.Money;

/** Sharing an amount out by weights so that the parts add up to it exactly. */
final class Proportion {

    private Proportion() {}

    /**
     * Each part is what the weights up to it are due, less what was given before. So no part is off
     * by a whole fen, and none exceeds its weight unless the amount exceeds their sum. Weights that
     * sum to zero give the whole to the first.
     */
    static List<Money> share(Money amount, List<Money> weights) {
        long whole = Money.sum(weights).fen();
        List<Money> parts = new ArrayList<>();
        Money weightSoFar = Money.ZERO;
        Money given = Money.ZERO;
        for (Money weight : weights) {
            weightSoFar = weightSoFar.plus(weight);
            Money due = due(amount, weightSoFar.fen(), whole);
            parts.add(due.minus(given));
            given = due;
        }
        return parts;
    }

    private static Money due(Money amount, long weight, long whole) {
        return whole == 0
                ? amount
                : Money.ofFen(
                        BigInteger.valueOf(amount.fen())
                                .multiply(BigInteger.valueOf(weight))
                                .divide(BigInteger.valueOf(whole))
                                .longValueExact());
    }
}
