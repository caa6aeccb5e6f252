package org.yunzhen.hospital.settlement;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;

/** A compare-and-set that must have met its row, since its mover held the pen. */
final class Moved {
    private Moved() {}

    static void require(RowSet<Row> rows, String what) {
        if (rows.rowCount() != 1) {
            throw new LostPenException(what);
        }
    }

    /** Somebody else has moved it meanwhile; this mover stops and changes nothing. */
    static final class LostPenException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LostPenException(String what) {
            super(what + " was moved by another", null, false, false);
        }
    }
}
