package org.yunzhen.hospital.store;

import io.vertx.core.Context;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * One of something for each event loop, made when it is first asked for there, so that whoever
 * serves a request stays on its own thread. Callers on other threads share one.
 *
 * @param <T> what each has
 */
public final class PerLoop<T> {
    private final Supplier<T> maker;
    private final Map<Thread, T> byLoop = new ConcurrentHashMap<>();
    private final T ofOthers;

    /** With the maker, which is called once for each thread. */
    public PerLoop(Supplier<T> maker) {
        this.maker = maker;
        this.ofOthers = maker.get();
    }

    /** The one of the thread that asks. */
    public T mine() {
        if (!Context.isOnEventLoopThread()) {
            return ofOthers;
        }
        return byLoop.computeIfAbsent(Thread.currentThread(), loop -> maker.get());
    }
}
