package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * An operation that speaks with systems outside, so that no transaction may be open while it runs:
 * it opens its own, step by step. It must be idempotent by its own state: a repeat after a crash
 * runs again and finds what was done. {@code Idempotency-Key} is claimed before it and its answer
 * kept after it.
 */
public interface OutsideOperation extends Operation {
    /** Serves a call without an open transaction. */
    Uni<Answer> run(Call call);

    @Override
    default boolean changes() {
        return true;
    }

    /** Refuses: within somebody else's transaction, as in a Bundle, it cannot run. */
    @Override
    default Uni<Answer> run(Call call, Tx tx) {
        return Uni.createFrom()
                .failure(new RefusedException(Refusal.NOT_SUPPORTED, "$" + name() + " / Bundle"));
    }
}
