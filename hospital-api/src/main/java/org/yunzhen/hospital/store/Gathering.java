package org.yunzhen.hospital.store;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Gathers what many requests ask of PostgreSQL and asks it together: all that comes in one turn of
 * the event loop, and all that comes while statements before are under way. Under load many
 * requests share one round trip; an idle node asks at once. Two statements may be under way, so
 * that PostgreSQL finds the next when it has ended one; the second waits until half of all who ask
 * have come, so that both are large.
 *
 * @param <Q> what is asked
 * @param <A> what is answered, null allowed
 */
public final class Gathering<Q, A> {
    private record Waiting<Q, A>(Q question, UniEmitter<? super A> emitter) {}

    private final Function<List<Q>, Uni<List<A>>> statement;
    private final int atOnceMax;
    private final int waitingMax;
    private final Supplier<? extends Throwable> tooMany;
    private List<Waiting<Q, A>> gathering = new ArrayList<>();
    private boolean awaitsTurn;
    private int statements;
    private int underWay;

    /** How many asked at once of late, waiting and under way. */
    private int crowd;

    /**
     * With the statement that answers many questions in their order, how many it takes at most, and
     * what those are told who find too many waiting.
     */
    public Gathering(
            Function<List<Q>, Uni<List<A>>> statement,
            int atOnceMax,
            int waitingMax,
            Supplier<? extends Throwable> tooMany) {
        this.statement = statement;
        this.atOnceMax = atOnceMax;
        this.waitingMax = waitingMax;
        this.tooMany = tooMany;
    }

    /** Asks one question together with others. */
    public Uni<A> ask(Q question) {
        return Uni.createFrom().emitter(emitter -> add(new Waiting<>(question, emitter)));
    }

    private void add(Waiting<Q, A> waiting) {
        boolean first;
        synchronized (this) {
            if (gathering.size() >= waitingMax) {
                waiting.emitter().fail(tooMany.get());
                return;
            }
            gathering.add(waiting);
            first = !awaitsTurn && isTime();
            awaitsTurn |= first;
        }
        if (first) {
            afterThisTurn();
        }
    }

    private boolean isTime() {
        return statements == 0 || statements == 1 && gathering.size() * 2 >= crowd;
    }

    /** What is ready in this turn of the event loop has been read when its tasks run. */
    private void afterThisTurn() {
        Context context = Vertx.currentContext();
        if (context == null) {
            flush();
        } else {
            context.runOnContext(turn -> flush());
        }
    }

    private void flush() {
        List<Waiting<Q, A>> batch = takeBatch();
        if (batch.isEmpty()) {
            return;
        }
        statement
                .apply(batch.stream().map(Waiting::question).toList())
                .subscribe()
                .with(answers -> answer(batch, answers), failure -> fail(batch, failure));
    }

    private synchronized List<Waiting<Q, A>> takeBatch() {
        awaitsTurn = false;
        if (!isTime()) {
            return List.of();
        }
        List<Waiting<Q, A>> batch = gathering;
        if (batch.size() <= atOnceMax) {
            gathering = new ArrayList<>();
        } else {
            gathering = new ArrayList<>(batch.subList(atOnceMax, batch.size()));
            batch = batch.subList(0, atOnceMax);
        }
        if (!batch.isEmpty()) {
            statements++;
            underWay += batch.size();
            crowd = Math.max(crowd - 1, underWay + gathering.size());
        }
        return batch;
    }

    private synchronized void ended(List<Waiting<Q, A>> batch) {
        statements--;
        underWay -= batch.size();
    }

    private void answer(List<Waiting<Q, A>> batch, List<A> answers) {
        ended(batch);
        flush();
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).emitter().complete(answers.get(i));
        }
    }

    private void fail(List<Waiting<Q, A>> batch, Throwable failure) {
        ended(batch);
        flush();
        batch.forEach(waiting -> waiting.emitter().fail(failure));
    }
}
