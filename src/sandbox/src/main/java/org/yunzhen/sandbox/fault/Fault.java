package org.yunzhen.sandbox.fault;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.yunzhen.sandbox.exchange.Counterparty;
import org.yunzhen.sandbox.exchange.Reply;

/**
 * A misbehaviour ordered by a test.
 *
 * @param match the infno (`2207`) or the path (`/cash/pay`, also as a prefix) it befalls
 * @param kind what goes wrong
 * @param times how many more calls it befalls
 * @param delayMs milliseconds, for the kinds that wait
 * @param when for `system-error` and `bad-json`: `before` the work, which is then not done, or
 *     `after` it
 */
public record Fault(
        String match, Kind kind, int times, @JsonProperty("delay_ms") int delayMs, When when) {

    /** What can go wrong between two systems. */
    public enum Kind {
        /** The work is done, the connection closed. */
        @JsonProperty("lost-reply")
        LOST_REPLY,
        /** The work is done, the answer comes after delay_ms. */
        @JsonProperty("timeout-after-commit")
        TIMEOUT_AFTER_COMMIT,
        /** A business refusal, nothing done. */
        @JsonProperty("refuse")
        REFUSE,
        /** A system error, before or after the work. */
        @JsonProperty("system-error")
        SYSTEM_ERROR,
        /** Nothing done, the connection closed. */
        @JsonProperty("drop-before")
        DROP_BEFORE,
        /** Half a JSON text, before or after the work. */
        @JsonProperty("bad-json")
        BAD_JSON,
        /** The work begins only after delay_ms: a caller who gave up is still served. */
        @JsonProperty("slow")
        SLOW
    }

    /** On which side of the work the fault strikes. */
    public enum When {
        @JsonProperty("before")
        BEFORE,
        @JsonProperty("after")
        AFTER
    }

    @JsonCreator
    static Fault of(
            @JsonProperty("match") String match,
            @JsonProperty("kind") Kind kind,
            @JsonProperty("times") Integer times,
            @JsonProperty("delay_ms") Integer delayMs,
            @JsonProperty("when") When when) {
        if (match == null || match.isBlank() || kind == null) {
            throw new IllegalArgumentException("a fault needs match and kind");
        }
        return new Fault(
                match,
                kind,
                times == null ? 1 : times,
                delayMs == null ? 5000 : delayMs,
                when == null ? usual(kind) : when);
    }

    private static When usual(Kind kind) {
        return kind == Kind.BAD_JSON ? When.AFTER : When.BEFORE;
    }

    boolean strikes(String infno, String path) {
        return match.equals(infno) || (match.startsWith("/") && path.startsWith(match));
    }

    Fault spentOnce() {
        return new Fault(match, kind, times - 1, delayMs, when);
    }

    /** The answer that the caller of this counterparty gets instead of the plain one. */
    public Reply spoil(Counterparty party, Supplier<Reply> work) {
        return switch (kind) {
            case LOST_REPLY -> work.get().lost();
            case TIMEOUT_AFTER_COMMIT -> work.get().after(delayMs);
            case REFUSE -> party.refusal("演练故障：业务拒绝 (fault ordered: refuse)");
            case SYSTEM_ERROR -> {
                doFirstIfAfter(work);
                yield party.systemError("演练故障：系统异常 (fault ordered: system-error)");
            }
            case DROP_BEFORE -> Reply.none();
            case BAD_JSON -> {
                doFirstIfAfter(work);
                yield party.systemError("演练故障：报文损坏 (fault ordered: bad-json)").torn();
            }
            case SLOW -> CompletableFuture.supplyAsync(work, later()).join();
        };
    }

    private void doFirstIfAfter(Supplier<Reply> work) {
        if (when == When.AFTER) {
            Reply unused = work.get();
        }
    }

    private Executor later() {
        return CompletableFuture.delayedExecutor(delayMs, TimeUnit.MILLISECONDS);
    }
}
