package org.yunzhen.hospital.fhir;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A body while it comes in. One that says how long it is has its place from the start; the pieces
 * of one that does not are put together at its end. A buffer that grew would be copied again and
 * again, and the copies of large ones fill the heap.
 */
final class IncomingBody {
    private final Buffer place;
    private final List<Buffer> pieces = new ArrayList<>();
    private int bytes;

    /** One whose length is declared. */
    IncomingBody(int declared) {
        this.place = Buffer.buffer(declared);
    }

    /** One that comes in pieces. */
    IncomingBody() {
        this.place = null;
    }

    void add(Buffer piece) {
        bytes += piece.length();
        if (place == null) {
            pieces.add(piece);
        } else {
            place.appendBuffer(piece);
        }
    }

    int bytes() {
        return bytes;
    }

    /** All of it, when it has ended. */
    Buffer whole() {
        if (place != null) {
            return place;
        }
        Buffer whole = Buffer.buffer(bytes);
        pieces.forEach(whole::appendBuffer);
        return whole;
    }
}
