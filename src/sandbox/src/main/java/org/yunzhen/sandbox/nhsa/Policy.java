package org.yunzhen.sandbox.nhsa;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Set;

/**
 * The benefit rule of one insurance and one kind of outpatient care: a yearly deductible, then a
 * share of the pooling fund up to a yearly cap. Invented figures, published in the README.
 *
 * @param pot the yearly account in which deductible and cap are counted
 * @param deductible fen a year
 * @param ratio share of the fund, 0 to 1
 * @param cap fen a year
 */
record Policy(String pot, long deductible, BigDecimal ratio, long cap) {
    /** Kinds of care that share the ordinary outpatient pot. */
    static final Set<String> ORDINARY = Set.of("11", "12", "13", "19");

    /** Chronic and special diseases of the outpatient list. */
    static final String CHRONIC = "14";

    private static final Policy NOTHING = new Policy("", 0, BigDecimal.ZERO, 0);
    private static final Map<String, Policy> BY_INSURANCE =
            Map.of(
                    "310/ordinary", new Policy("ordinary", 5_000, new BigDecimal("0.6"), 300_000),
                    "310/chronic", new Policy("chronic", 0, new BigDecimal("0.8"), 2_000_000),
                    "390/ordinary", new Policy("ordinary", 3_000, new BigDecimal("0.5"), 60_000),
                    "390/chronic", new Policy("chronic", 0, new BigDecimal("0.65"), 800_000));

    static boolean knows(String medType) {
        return medType.equals(CHRONIC) || ORDINARY.contains(medType);
    }

    static Policy of(String insutype, String medType) {
        String pot = medType.equals(CHRONIC) ? "chronic" : "ordinary";
        return BY_INSURANCE.getOrDefault(insutype + "/" + pot, NOTHING);
    }

    /** What is still to be borne before the fund pays, at most what is in scope. */
    long deductibleOn(long inscp, Spent spent) {
        return Math.min(inscp, Math.max(0, deductible - spent.deductible()));
    }

    /** What the fund pays on an amount after the deductible. */
    long fundOn(long base, Spent spent) {
        long share =
                ratio.multiply(BigDecimal.valueOf(base))
                        .setScale(0, RoundingMode.HALF_UP)
                        .longValueExact();
        return Math.min(share, Math.max(0, cap - spent.fund()));
    }

    /**
     * What a person has used of a pot in a year, in fen.
     *
     * @param deductible borne so far
     * @param fund paid by the fund so far
     */
    record Spent(long deductible, long fund) {
        static final Spent NOTHING = new Spent(0, 0);

        Spent plus(long moreDeductible, long moreFund) {
            return new Spent(deductible + moreDeductible, fund + moreFund);
        }
    }
}
