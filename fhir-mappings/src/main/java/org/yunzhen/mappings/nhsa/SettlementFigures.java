package org.yunzhen.mappings.nhsa;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.yunzhen.mappings.money.Money;

/**
 * The amounts of one bill as the platform quoted (2206), settled (2207) or found (5203) them. A
 * figure that the platform did not send is zero.
 */
public record SettlementFigures(Map<Figure, Money> amounts) {

    public SettlementFigures {
        Map<Figure, Money> complete = new EnumMap<>(Figure.class);
        for (Figure figure : Figure.values()) {
            complete.put(figure, amounts.getOrDefault(figure, Money.ZERO));
        }
        amounts = Collections.unmodifiableMap(complete);
    }

    public static SettlementFigures none() {
        return new SettlementFigures(Map.of());
    }

    /**
     * Reads the fields of a {@code setlinfo}.
     *
     * @param yuan gives the decimal string under the platform's name of a field, or null
     * @throws IllegalArgumentException if a value is no amount, or the total is missing
     */
    public static SettlementFigures read(Function<String, String> yuan) {
        Map<Figure, Money> amounts = new EnumMap<>(Figure.class);
        for (Figure figure : Figure.values()) {
            for (String field : figure.fields()) {
                String value = yuan.apply(field);
                if (value != null && !value.isBlank()) {
                    amounts.putIfAbsent(figure, Fields.money(field, value));
                }
            }
        }
        if (!amounts.containsKey(Figure.MEDFEE_SUMAMT)) {
            throw new IllegalArgumentException("The settlement has no medfee_sumamt");
        }
        return new SettlementFigures(amounts);
    }

    public Money get(Figure figure) {
        return amounts.get(figure);
    }

    public SettlementFigures with(Figure figure, Money amount) {
        Map<Figure, Money> changed = new EnumMap<>(amounts);
        changed.put(figure, amount);
        return new SettlementFigures(changed);
    }

    /** {@link #with(Figure, Money)} for a decimal string of yuan. */
    public SettlementFigures with(Figure figure, String yuan) {
        return with(figure, Money.ofYuan(yuan));
    }

    /** The figures of the bill that cancels this one; what is left in the account stays. */
    public SettlementFigures negated() {
        Map<Figure, Money> negated = new EnumMap<>(amounts);
        negated.replaceAll((figure, money) -> figure == Figure.BALC ? money : money.negated());
        return new SettlementFigures(negated);
    }

    /** What the funds paid, without account money that some provinces count among it. */
    public Money fundsOnly(ProvinceSwitches switches) {
        Money paid = get(Figure.FUND_PAY_SUMAMT);
        return switches.fundIncludesAccount() ? paid.minus(get(Figure.ACCT_PAY)) : paid;
    }

    /** All account money, the family's share of it included. */
    public Money accounts(ProvinceSwitches switches) {
        Money own = get(Figure.ACCT_PAY);
        return switch (switches.accountSharingMode()) {
            case INSIDE_ACCOUNT -> own;
            case SEPARATE_TERM -> own.plus(get(Figure.ACCT_MULAID_PAY));
        };
    }

    /**
     * Where this bill differs from another of the same batch. A settlement that differs from its
     * quote must not be collected. The balance of the account is no part of the bill.
     */
    public List<Figure> differencesFrom(SettlementFigures other) {
        return Arrays.stream(Figure.values())
                .filter(figure -> figure != Figure.BALC)
                .filter(figure -> !get(figure).equals(other.get(figure)))
                .toList();
    }
}
