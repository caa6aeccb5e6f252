package org.yunzhen.hospital.store;

import io.smallrye.mutiny.Uni;

/**
 * What a room locks before a document of its own. Who locks such a document without being of the
 * room locks that first too: else each could wait for what the other has.
 */
public interface LockOrder {
    /** The type of the documents. */
    String type();

    /** Locks what goes before the document of this id; nothing where the room owns none. */
    Uni<Void> before(Tx tx, String id);
}
