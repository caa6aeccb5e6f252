package org.yunzhen.hospital.store;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;

/**
 * Does one thing after the other, however many there are: a chain that is as long as what a caller
 * sends would grow the stack with every link until it ends.
 */
public final class InTurn {
    private InTurn() {}

    /** Completes after the last; the first failure ends it. */
    public static <T> Uni<Void> each(Iterable<T> all, Function<T, Uni<?>> act) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(one -> act.apply(one).replaceWithVoid())
                .onItem()
                .ignoreAsUni();
    }
}
