package org.yunzhen.hospital.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Races: all runners of one are sent off at once, and several races run beside each other, so that
 * they meet in ever other ways. 200 of a kind, or 10,000 with {@code -Dproof=full}.
 */
public final class Races {
    /** How many of each kind. */
    public static final int COUNT = "full".equals(System.getProperty("proof")) ? 10_000 : 200;

    private static final int PREPARED_AT_ONCE = 100;
    private static final int BESIDE_EACH_OTHER = 5;
    private static final Logger LOG = Logger.getLogger(Races.class);

    private Races() {}

    /**
     * Runs them all.
     *
     * @param prepare makes as many starting lines as it is asked for
     * @param start sends the runners of one race off without waiting
     * @param judge looks at all answers of one race, in the order of the runners
     * @param <L> what a race starts from
     */
    public static <L> void run(
            String kind,
            Function<Integer, List<L>> prepare,
            Function<L, List<CompletableFuture<Reply>>> start,
            BiConsumer<L, List<Reply>> judge) {
        long begun = System.nanoTime();
        long preparing = 0;
        for (int done = 0; done < COUNT; done += PREPARED_AT_ONCE) {
            long from = System.nanoTime();
            List<L> lines = prepare.apply(Math.min(PREPARED_AT_ONCE, COUNT - done));
            preparing += System.nanoTime() - from;
            for (int i = 0; i < lines.size(); i += BESIDE_EACH_OTHER) {
                wave(lines.subList(i, Math.min(i + BESIDE_EACH_OTHER, lines.size())), start, judge);
            }
        }
        LOG.infof(
                "races: %d of %s in %d ms, %d ms of them to prepare",
                COUNT, kind, millis(System.nanoTime() - begun), millis(preparing));
    }

    private static <L> void wave(
            List<L> lines,
            Function<L, List<CompletableFuture<Reply>>> start,
            BiConsumer<L, List<Reply>> judge) {
        List<List<CompletableFuture<Reply>>> running = new ArrayList<>();
        lines.forEach(line -> running.add(start.apply(line)));
        for (int i = 0; i < lines.size(); i++) {
            judge.accept(
                    lines.get(i), running.get(i).stream().map(CompletableFuture::join).toList());
        }
    }

    private static long millis(long nanos) {
        return nanos / 1_000_000;
    }
}
