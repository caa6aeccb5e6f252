package org.yunzhen.hospital.prescription;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.yunzhen.hospital.store.Tx;

/** Counts a pharmacy's wrong pick-up codes, so that codes cannot be tried out. */
@ApplicationScoped
class PickupAttempts {
    /** Wrong codes within a window before all are refused until it ends. */
    static final int WRONG_MAX = 30;

    private static final Duration WINDOW = Duration.ofMinutes(5);

    private static final String TOO_MANY =
            """
            SELECT 1 FROM pickup_attempt
             WHERE tenant = $1 AND pharmacy = $2 AND wrong >= $3 AND window_start > $4""";

    private static final String COUNT =
            """
            INSERT INTO pickup_attempt AS a (tenant, pharmacy, window_start, wrong)
            VALUES ($1, $2, $3, 1)
            ON CONFLICT (tenant, pharmacy) DO UPDATE
               SET wrong = CASE WHEN a.window_start > $4 THEN a.wrong + 1 ELSE 1 END,
                   window_start = CASE WHEN a.window_start > $4 THEN a.window_start ELSE $3 END""";

    Uni<Boolean> tooMany(Tx tx, String pharmacy) {
        return tx.run(TOO_MANY, tx.tenant(), pharmacy, WRONG_MAX, tx.now().minus(WINDOW))
                .map(rows -> rows.size() > 0);
    }

    Uni<Void> countWrong(Tx tx, String pharmacy) {
        return tx.run(COUNT, tx.tenant(), pharmacy, tx.now(), tx.now().minus(WINDOW))
                .replaceWithVoid();
    }
}
