package org.yunzhen.validator;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The form in which the service and this process speak: a message is a count of parts, and each
 * part its length in bytes and the bytes; numbers are of four bytes, the highest first.
 */
final class Frames {
    private static final int PARTS_MAX = 10_000;

    private final DataInputStream in;
    private final DataOutputStream out;

    Frames(InputStream in, OutputStream out) {
        this.in = new DataInputStream(new BufferedInputStream(in));
        this.out = new DataOutputStream(new BufferedOutputStream(out));
    }

    /** The next message; null when the other side has ended. */
    List<byte[]> next() throws IOException {
        int parts;
        try {
            parts = in.readInt();
        } catch (EOFException ended) {
            return null;
        }
        if (parts < 0 || parts > PARTS_MAX) {
            throw new IOException("a message of " + parts + " parts");
        }
        List<byte[]> message = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            byte[] part = new byte[in.readInt()];
            in.readFully(part);
            message.add(part);
        }
        return message;
    }

    /** Sends a message. */
    void send(List<byte[]> message) throws IOException {
        out.writeInt(message.size());
        for (byte[] part : message) {
            out.writeInt(part.length);
            out.write(part);
        }
        out.flush();
    }
}
