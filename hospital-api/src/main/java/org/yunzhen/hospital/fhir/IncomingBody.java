package org.yunzhen.hospital.fhir;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A body while it comes in. A large one that says how long it is has its place from the start; the
 * pieces of others are put together at the end, so that what is announced and never sent takes
 * nothing. A buffer that grew would be copied again and again, and the copies of large ones fill
 * the heap.
 */
final class IncomingBody {
    private final Buffer place;
    private final List<Buffer> pieces = new ArrayList<>();
    private int bytes;

    /** One whose length is declared, and counted among what is held. */
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
        if (pieces.size() == 1) {
            return pieces.get(0);
        }
        Buffer whole = Buffer.buffer(bytes);
        pieces.forEach(whole::appendBuffer);
        return whole;
    }
}
