package org.yunzhen.hospital.fhir;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Packs a stream part by part: what is packed is handed on, and never more than a part held. */
final class PackedParts implements AutoCloseable {
    private final ByteArrayOutputStream packed = new ByteArrayOutputStream();
    private final OutputStream packing;

    PackedParts(ContentCoding coding) {
        try {
            packing = coding.packing(packed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What of the stream can be sent when this part has been added; perhaps nothing yet. */
    Buffer with(Buffer part) {
        try {
            packing.write(part.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return handedOn();
    }

    /** The end of the stream. */
    Buffer rest() {
        close();
        return handedOn();
    }

    private Buffer handedOn() {
        Buffer some = Buffer.buffer(packed.toByteArray());
        packed.reset();
        return some;
    }

    /** Lets go of what the coding holds outside the heap. */
    @Override
    public void close() {
        try {
            packing.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
