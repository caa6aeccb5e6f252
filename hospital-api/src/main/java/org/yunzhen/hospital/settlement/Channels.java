package org.yunzhen.hospital.settlement;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import org.yunzhen.hospital.store.Tx;

/** In which order the legs of a bill move, as {@code payment_channel} says for each channel. */
@ApplicationScoped
class Channels {
    private static final String FIRST =
            "SELECT first_leg FROM payment_channel WHERE tenant = $1 AND channel = $2";

    private static final List<Payer> INSURER_FIRST = List.of(Payer.INSURER, Payer.CASH);
    private static final List<Payer> CASH_FIRST = List.of(Payer.CASH, Payer.INSURER);

    private final CashChannel cash;

    Channels(CashChannel cash) {
        this.cash = cash;
    }

    /** The order for bills whose cash share goes through the one channel there is. */
    Uni<List<Payer>> order(Tx tx) {
        return tx.run(FIRST, tx.tenant(), cash.name())
                .map(
                        rows ->
                                rows.size() == 0
                                        ? INSURER_FIRST
                                        : first(rows.iterator().next().getString(0)));
    }

    private static List<Payer> first(String leg) {
        return switch (Payer.valueOf(leg.toUpperCase(Locale.ROOT))) {
            case INSURER -> INSURER_FIRST;
            case CASH -> CASH_FIRST;
        };
    }
}
