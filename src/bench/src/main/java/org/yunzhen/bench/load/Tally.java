package org.yunzhen.bench.load;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/**
 * What one phase of load brought: counts, latencies of the answers that did as asked, and the first
 * failure in words. Latencies are kept in microseconds to three digits.
 */
public final class Tally {
    private static final long LONGEST_MICROS = 120_000_000L;

    private final Histogram micros = new Histogram(1, LONGEST_MICROS, 3);
    private final Map<Integer, Long> statuses = new TreeMap<>();
    private long refused;
    private long failed;
    private String firstFailure = "";
    private Duration elapsed = Duration.ZERO;

    void done(int status, long nanos) {
        count(status);
        micros.recordValue(Math.max(1, Math.min(LONGEST_MICROS, nanos / 1000)));
    }

    void refused(int status) {
        count(status);
        refused++;
    }

    void failed(int status, String what) {
        count(status);
        failed(what);
    }

    /** A failure without an answer: the connection broke or time ran out. */
    void failed(String what) {
        failed++;
        if (firstFailure.isEmpty()) {
            firstFailure = what.strip();
        }
    }

    void lasted(Duration time) {
        elapsed = time;
    }

    private void count(int status) {
        statuses.merge(status, 1L, Long::sum);
    }

    /** Answers that did as asked. */
    public long done() {
        return micros.getTotalCount();
    }

    /** Answers refused by a rule of the trade. */
    public long refused() {
        return refused;
    }

    /** Wrong answers, broken connections, requests never answered. */
    public long failed() {
        return failed;
    }

    /** All requests. */
    public long requests() {
        return done() + refused + failed;
    }

    /** The first failure in words; empty when there was none. */
    public String firstFailure() {
        return firstFailure;
    }

    /** Answers per second, refusals included, failures not. */
    public double perSecond() {
        return elapsed.isZero() ? 0 : (done() + refused) * 1e9 / elapsed.toNanos();
    }

    /** Latency in milliseconds under which this percentage of the done answers stayed. */
    public double millisAt(double percentile) {
        return micros.getValueAtPercentile(percentile) / 1000.0;
    }

    /** From the first request to the last answer. */
    public Duration elapsed() {
        return elapsed;
    }

    /** Such as {@code 201x4711 409x3}. */
    public String statuses() {
        return statuses.entrySet().stream()
                .map(entry -> entry.getKey() + "x" + entry.getValue())
                .collect(Collectors.joining(" "));
    }
}
