package org.yunzhen.e2e;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What one person wants of the hospital: calls in a row, each under a key of its own. Where an
 * answer is missing it stays and can be taken up again with the same key and the same words.
 */
abstract class Errand {
    private static final int UNAVAILABLE = 503;

    /** No answer, or one that says to ask again. */
    static final class UnansweredException extends Exception {
        private static final long serialVersionUID = 1;

        UnansweredException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private record Act(String name, Supplier<Reply> call, Consumer<Reply> then) {}

    private final String key;
    private final List<Act> acts = new ArrayList<>();
    private int done;
    private String refusal;

    /**
     * An errand.
     *
     * @param key distinguishes it from every other
     */
    Errand(String key) {
        this.key = key;
    }

    /** Adds a call, and what is kept of its answer. */
    final void act(String name, Supplier<Reply> call, Consumer<Reply> then) {
        acts.add(new Act(name, call, then));
    }

    final void act(String name, Supplier<Reply> call) {
        act(name, call, reply -> {});
    }

    /** The caller with the key of a call of this errand. */
    final Caller keyed(Caller caller, String name) {
        return caller.once("crash-" + key + "-" + name);
    }

    /** Goes on as far as it is answered: to its end, or to a refusal. */
    final void go(Answers answers) throws UnansweredException {
        while (done < acts.size() && refusal == null) {
            Act act = acts.get(done);
            Reply reply = answered(act, answers);
            if (reply.status() < 300) {
                answers.promised(act.name(), reply);
                act.then().accept(reply);
                done++;
            } else {
                refusal = act.name() + " " + reply.status() + " " + reply.refusals();
            }
        }
    }

    private static Reply answered(Act act, Answers answers) throws UnansweredException {
        Reply reply;
        try {
            reply = act.call().get();
        } catch (BrokenPromiseException e) {
            if (e.getCause() instanceof IOException) {
                answers.missing();
                throw new UnansweredException(act.name(), e);
            }
            throw e;
        }
        answers.traced(reply);
        if (reply.status() == UNAVAILABLE) {
            answers.unavailable(reply);
            throw new UnansweredException(act.name() + " " + reply.text(), null);
        }
        boolean askAgain =
                reply.status() >= 400
                        && (reply.refusals().contains("in-progress")
                                || reply.refusals().contains("payment-unknown"));
        if (askAgain) {
            throw new UnansweredException(act.name() + " " + reply.text(), null);
        }
        return reply;
    }

    /** Whether all was answered with yes up to the end. */
    final boolean isThrough() {
        return done == acts.size();
    }

    /** The call that was refused, with status and codes; empty when none was. */
    final Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** What is wrong in the books with this errand after all has come to rest; empty if nothing. */
    abstract Optional<String> fault(Books books);
}
