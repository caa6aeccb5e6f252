package org.yunzhen.hospital.settlement;

import io.smallrye.mutiny.Uni;

/**
 * How one side is spoken with. Every act writes down what it will send, sends it with no
 * transaction open, and writes down what is known then.
 */
interface LegWork {
    Payer payer();

    Uni<Void> send(Case work);

    Uni<Void> resolve(Case work);

    Uni<Void> undo(Case work);

    Uni<Void> resolveUndo(Case work);
}
