package org.yunzhen.hospital.appointment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.yunzhen.hospital.store.Tx;

/**
 * Who waits for a number of a slot. Joined and called from only while the slot's row is locked, so
 * that no number comes free unseen by one who is just joining.
 */
@ApplicationScoped
class WaitingList {
    private static final String JOIN =
            """
            INSERT INTO slot_waiting (tenant, slot, channel, appointment) VALUES ($1, $2, $3, $4)""";

    private static final String LEAVE =
            "DELETE FROM slot_waiting WHERE tenant = $1 AND appointment = $2";

    private static final String CALL_FIRST =
            """
            DELETE FROM slot_waiting
             WHERE tenant = $1 AND slot = $2
               AND place = (SELECT min(place) FROM slot_waiting
                             WHERE tenant = $1 AND slot = $2 AND channel = $3)
            RETURNING appointment""";

    private static final String LENGTH =
            "SELECT count(*) FROM slot_waiting WHERE tenant = $1 AND slot = $2";

    private static final String AHEAD =
            """
            SELECT count(*) FROM slot_waiting mine
              JOIN slot_waiting w
                ON w.tenant = mine.tenant AND w.slot = mine.slot AND w.channel = mine.channel
               AND w.place < mine.place
             WHERE mine.tenant = $1 AND mine.appointment = $2""";

    Uni<Void> join(Tx tx, String slot, String channel, String appointment) {
        return tx.run(JOIN, tx.tenant(), slot, channel, appointment).replaceWithVoid();
    }

    Uni<Void> leave(Tx tx, String appointment) {
        return tx.run(LEAVE, tx.tenant(), appointment).replaceWithVoid();
    }

    /** Takes the first who waits for a channel off the list: the appointment's id. */
    Uni<Optional<String>> callFirst(Tx tx, String slot, String channel) {
        return tx.run(CALL_FIRST, tx.tenant(), slot, channel)
                .map(
                        rows ->
                                rows.size() == 0
                                        ? Optional.empty()
                                        : Optional.of(rows.iterator().next().getString(0)));
    }

    /** How many wait for the slot. */
    Uni<Long> length(Tx tx, String slot) {
        return tx.run(LENGTH, tx.tenant(), slot).map(rows -> rows.iterator().next().getLong(0));
    }

    /** How many wait before this one. */
    Uni<Long> ahead(Tx tx, String appointment) {
        return tx.run(AHEAD, tx.tenant(), appointment)
                .map(rows -> rows.iterator().next().getLong(0));
    }
}
