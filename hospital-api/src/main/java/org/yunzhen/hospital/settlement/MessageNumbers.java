package org.yunzhen.hospital.settlement;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.concurrent.CompletionStage;
import org.yunzhen.hospital.platform.config.YunzhenConfig;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.insurance.MessageIds;
import org.yunzhen.insurance.wire.WireTime;

/**
 * Numbers of messages to the platform, drawn from one row of the database: no two nodes and no two
 * lives of one draw the same, also when the clock steps back or a second's ten thousand are used.
 */
@ApplicationScoped
class MessageNumbers implements MessageIds {
    private static final String DRAW =
            """
            INSERT INTO nhsa_message_number AS n (tenant, fixmedins_code, last)
            VALUES ($1, $2, $3)
            ON CONFLICT (tenant, fixmedins_code)
            DO UPDATE SET last = GREATEST(n.last + 1, EXCLUDED.last)
            RETURNING last""";

    private final Transactions transactions;
    private final String tenant;
    private final String institution;

    MessageNumbers(Transactions transactions, YunzhenConfig config) {
        this.transactions = transactions;
        this.tenant = config.homeTenant();
        this.institution = config.insurance().fixmedinsCode();
    }

    @Override
    public CompletionStage<String> next() {
        long now = Instant.now().getEpochSecond() * PER_SECOND;
        return transactions
                .reading(tenant)
                .run(DRAW, tenant, institution, now)
                .map(rows -> rows.iterator().next().getLong(0))
                .map(this::format)
                .subscribeAsCompletionStage();
    }

    private String format(long drawn) {
        LocalDateTime second =
                LocalDateTime.ofInstant(Instant.ofEpochSecond(drawn / PER_SECOND), WireTime.ZONE);
        return MessageIds.format(institution, second, (int) (drawn % PER_SECOND));
    }
}
