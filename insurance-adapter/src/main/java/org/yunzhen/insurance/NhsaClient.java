package org.yunzhen.insurance;

import java.net.http.HttpClient;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.yunzhen.insurance.NhsaSettings.Repeats;
import org.yunzhen.insurance.Transaction.Trait;
import org.yunzhen.insurance.wire.FieldFault;
import org.yunzhen.insurance.wire.WireTime;

/**
 * One institution's client of the national medical-insurance platform. Never blocks; safe for use
 * by many threads; meant to live as long as the service.
 *
 * <p>A message is sent exactly once, unless its transaction is {@link Trait#REPEATABLE}: then,
 * while the outcome stays open, it is sent again up to {@link Repeats#attempts()} times in all,
 * each time under a new number, since platforms refuse a number they have seen.
 */
public final class NhsaClient {
    private static final String JDK_REPEATS_POST = "jdk.httpclient.enableAllMethodRetry";

    private final MessageIds ids;
    private final Clock clock;
    private final Repeats repeats;
    private final Envelope envelope;
    private final GatewayLine line;

    /** A client with its own connections, by the machine's clock. */
    public NhsaClient(NhsaSettings settings, MessageIds ids) {
        this(settings, ids, connections(settings), Clock.systemUTC());
    }

    /**
     * @param http shared between clients; its own connect timeout applies
     */
    public NhsaClient(NhsaSettings settings, MessageIds ids, HttpClient http, Clock clock) {
        if (Set.of("", "true").contains(System.getProperty(JDK_REPEATS_POST, "false"))) {
            throw new IllegalStateException(
                    JDK_REPEATS_POST + " must not be set: a settlement could be sent twice");
        }
        this.ids = ids;
        this.clock = clock;
        this.repeats = settings.repeats();
        this.envelope = new Envelope(settings);
        this.line = new GatewayLine(settings.gateway(), http, clock);
    }

    /**
     * Checks the message and completes its envelope, for the caller to journal before {@link
     * #send}.
     *
     * @throws FieldFault naming the first field that breaks its rule; nothing has been sent
     */
    public <I extends Record, O extends Record> PreparedCall<O> prepare(
            Transaction<I, O> transaction, I input, CallContext context) {
        return new PreparedCall<>(transaction, envelope.around(transaction, input, context, now()));
    }

    /**
     * Sends what was prepared. The stage always completes with an outcome, whatever the network or
     * the platform did.
     */
    public <O extends Record> CompletionStage<Outcome<O>> send(PreparedCall<O> call) {
        return send(call, 1);
    }

    /**
     * Prepares and sends, for calls whose msgid is journaled already or need not be.
     *
     * @throws FieldFault as {@link #prepare}, before anything is sent
     */
    public <I extends Record, O extends Record> CompletionStage<Outcome<O>> call(
            Transaction<I, O> transaction, I input, CallContext context) {
        return send(prepare(transaction, input, context));
    }

    private <O extends Record> CompletionStage<Outcome<O>> send(PreparedCall<O> call, int attempt) {
        return line.send(call).thenCompose(outcome -> orAgain(call, attempt, outcome));
    }

    private <O extends Record> CompletionStage<Outcome<O>> orAgain(
            PreparedCall<O> call, int attempt, Outcome<O> outcome) {
        boolean again =
                outcome.isOpen()
                        && attempt < repeats.attempts()
                        && call.transaction().is(Trait.REPEATABLE);
        return again
                ? renumbered(call, attempt)
                        .thenCompose(next -> send(next, attempt + 1))
                        .exceptionally(noNumber -> outcome)
                : CompletableFuture.completedStage(outcome);
    }

    private <O extends Record> CompletionStage<PreparedCall<O>> renumbered(
            PreparedCall<O> call, int attempt) {
        long millis = repeats.pause().toMillis() << (attempt - 1);
        Executor later = CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS);
        return CompletableFuture.runAsync(() -> {}, later)
                .thenCompose(pause -> ids.next())
                .thenApply(msgid -> call.renumbered(msgid, now()));
    }

    private LocalDateTime now() {
        return LocalDateTime.ofInstant(clock.instant(), WireTime.ZONE);
    }

    private static HttpClient connections(NhsaSettings settings) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.gateway().connectTimeout())
                .build();
    }
}
