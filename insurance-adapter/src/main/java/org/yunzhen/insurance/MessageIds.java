package org.yunzhen.insurance;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.yunzhen.insurance.wire.WireTime;

/**
 * Where message numbers come from. They must never repeat within an institution, across all its
 * nodes and restarts, for a message is queried and reversed by its number; so a hospital of several
 * nodes allots them from its database. A number is drawn and journaled before the message is sent.
 */
@FunctionalInterface
public interface MessageIds {
    /** Numbers available in one second. */
    int PER_SECOND = 10_000;

    /** The next number, of 30 characters. */
    CompletionStage<String> next();

    /**
     * The platform's form: institution (12), second (14), sequence within the second (4).
     *
     * @param second time of China
     * @param sequence 0 to 9999
     */
    static String format(String fixmedinsCode, LocalDateTime second, int sequence) {
        if (fixmedinsCode.length() != 12) {
            throw new IllegalArgumentException("fixmedins_code must have 12 characters in a msgid");
        }
        if (sequence < 0 || sequence >= PER_SECOND) {
            throw new IllegalArgumentException("sequence must be 0 to 9999");
        }
        String time = DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT).format(second);
        return String.format(Locale.ROOT, "%s%s%04d", fixmedinsCode, time, sequence);
    }

    /**
     * Numbers for a single process. Never repeats while it runs, also when the clock steps back or
     * more than ten thousand are drawn in a second (the seconds then run ahead). Does not know what
     * an earlier process drew in the same second, nor what another node draws.
     */
    static MessageIds inProcess(String fixmedinsCode, Clock clock) {
        AtomicLong last = new AtomicLong();
        return () -> {
            long now = clock.instant().getEpochSecond() * PER_SECOND;
            long drawn = last.updateAndGet(previous -> Math.max(previous + 1, now));
            Instant second = Instant.ofEpochSecond(drawn / PER_SECOND);
            return CompletableFuture.completedFuture(
                    format(
                            fixmedinsCode,
                            LocalDateTime.ofInstant(second, WireTime.ZONE),
                            (int) (drawn % PER_SECOND)));
        };
    }
}
