package org.yunzhen.hospital.settlement;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.yunzhen.hospital.store.Tx;

/** In which order the legs of a bill move, as an operator says for each channel. */
@ApplicationScoped
class Channels {
    private static final String FIRST =
            "SELECT first_leg FROM payment_channel WHERE tenant = $1 AND channel = $2";

    private static final String SET =
            """
            INSERT INTO payment_channel (tenant, channel, first_leg, set_by, set_at)
            VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (tenant, channel) DO UPDATE
               SET first_leg = EXCLUDED.first_leg, set_by = EXCLUDED.set_by,
                   set_at = EXCLUDED.set_at""";

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
        return Payer.of(leg).orElseThrow() == Payer.CASH ? CASH_FIRST : INSURER_FIRST;
    }

    /** Whether there is a channel of this name. */
    boolean isKnown(String channel) {
        return cash.name().equals(channel);
    }

    /** From now on the money of a channel moves on this leg first. */
    Uni<Void> set(Tx tx, String channel, Payer first, String by) {
        return tx.run(SET, tx.tenant(), channel, first.code(), by, tx.now()).replaceWithVoid();
    }
}
