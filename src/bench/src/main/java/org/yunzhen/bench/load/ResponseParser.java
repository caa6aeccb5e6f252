package org.yunzhen.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads HTTP/1.1 answers (RFC 9112) off a byte stream, however the network cut it: by
 * Content-Length, chunked, without a body (1xx, 204, 304) or ended by the connection's end. Keeps
 * status, ETag and the first bytes of the body, skips the rest. One per connection; not
 * thread-safe.
 */
public final class ResponseParser {
    private static final int HEAD_LIMIT = 32 * 1024;
    private static final int KEPT_BODY = 512;

    private enum Place {
        HEAD,
        BODY,
        CHUNK_SIZE,
        CHUNK_DATA,
        CHUNK_END,
        TRAILER,
        UNTIL_CLOSE,
        DONE
    }

    private final byte[] head = new byte[HEAD_LIMIT];
    private final byte[] kept = new byte[KEPT_BODY];
    private int headLength;
    private int keptLength;
    private Place place = Place.HEAD;
    private long left;
    private boolean inChunkExtension;
    private int trailerLine;
    private ResponseHead answer;

    /**
     * Takes bytes until an answer is complete or the buffer is empty. Bytes of a further
     * (pipelined) answer stay in the buffer.
     *
     * @return true when an answer is complete; call {@link #next()} before feeding more
     * @throws MalformedAnswerException if the bytes are no HTTP/1.1 answer
     */
    public boolean feed(ByteBuffer in) {
        while (place != Place.DONE && in.hasRemaining()) {
            switch (place) {
                case HEAD -> takeHead(in);
                case BODY, CHUNK_DATA -> takeData(in);
                case CHUNK_SIZE -> takeChunkSize(in.get());
                case CHUNK_END -> takeChunkEnd(in.get());
                case TRAILER -> takeTrailer(in.get());
                case UNTIL_CLOSE -> keep(in, in.remaining());
                case DONE -> throw new IllegalStateException("already complete");
            }
        }
        return place == Place.DONE;
    }

    /**
     * The peer closed: true if that completes an answer, false if it cut one off or none had begun.
     */
    public boolean endOfStream() {
        if (place == Place.UNTIL_CLOSE) {
            place = Place.DONE;
            return true;
        }
        return false;
    }

    /** Forgets the answer and waits for the next one. */
    public void next() {
        headLength = 0;
        keptLength = 0;
        answer = null;
        place = Place.HEAD;
    }

    /** Status code of the answer that is complete. */
    public int status() {
        return answer.status();
    }

    /** The ETag as sent, such as {@code W/"3"}; empty when the answer has none. */
    public String etag() {
        return answer.etag();
    }

    /** True when the connection must not be used again. */
    public boolean closes() {
        return answer.closes();
    }

    /** The first bytes of the body as UTF-8, for messages. */
    public String bodyStart() {
        return new String(kept, 0, keptLength, StandardCharsets.UTF_8);
    }

    private void takeHead(ByteBuffer in) {
        while (in.hasRemaining()) {
            byte next = in.get();
            if (headLength == HEAD_LIMIT) {
                throw new MalformedAnswerException("head of more than " + HEAD_LIMIT + " bytes");
            }
            head[headLength++] = next;
            if (next == '\n' && endsWithEmptyLine()) {
                headComplete();
                return;
            }
        }
    }

    private boolean endsWithEmptyLine() {
        int last = headLength - 1;
        return last >= 3 && head[last - 1] == '\r' && head[last - 2] == '\n';
    }

    private void headComplete() {
        answer = ResponseHead.of(head, headLength);
        if (answer.isInterim()) {
            next();
        } else if (answer.hasNoBody()) {
            place = Place.DONE;
        } else if (answer.chunked()) {
            startChunk();
        } else if (answer.contentLength() >= 0) {
            left = answer.contentLength();
            place = left == 0 ? Place.DONE : Place.BODY;
        } else {
            place = Place.UNTIL_CLOSE;
        }
    }

    private void takeData(ByteBuffer in) {
        int taken = (int) Math.min(left, in.remaining());
        keep(in, taken);
        left -= taken;
        if (left == 0) {
            place = place == Place.BODY ? Place.DONE : Place.CHUNK_END;
        }
    }

    private void keep(ByteBuffer in, int length) {
        int copied = Math.min(length, KEPT_BODY - keptLength);
        in.get(kept, keptLength, copied);
        keptLength += copied;
        in.position(in.position() + length - copied);
    }

    private void startChunk() {
        left = 0;
        inChunkExtension = false;
        place = Place.CHUNK_SIZE;
    }

    private void takeChunkSize(byte next) {
        if (next == '\n') {
            trailerLine = 0;
            place = left == 0 ? Place.TRAILER : Place.CHUNK_DATA;
        } else if (next == ';') {
            inChunkExtension = true;
        } else if (next != '\r' && !inChunkExtension) {
            int digit = Character.digit(next, 16);
            if (digit < 0) {
                throw new MalformedAnswerException("chunk size with the byte " + next);
            }
            left = left * 16 + digit;
        }
    }

    private void takeChunkEnd(byte next) {
        if (next == '\n') {
            startChunk();
        }
    }

    private void takeTrailer(byte next) {
        if (next == '\n') {
            place = trailerLine == 0 ? Place.DONE : Place.TRAILER;
            trailerLine = 0;
        } else if (next != '\r') {
            trailerLine++;
        }
    }
}
