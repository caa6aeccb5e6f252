package org.yunzhen.hospital.event;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Puts the frames of a socket together to messages. Vert.x would put a question mark for bytes that
 * are no UTF-8; RFC 6455 (sections 5.6 and 8.1) has the socket fail.
 */
final class SocketMessages implements Handler<WebSocketFrame> {
    private static final int BYTES_MAX = 64 * 1024;

    private static final SocketWire.End NOT_UTF_8 = new SocketWire.End(1007, "text must be UTF-8");
    private static final SocketWire.End TOO_BIG = new SocketWire.End(1009, "message too big");

    private final SocketWire wire;
    private final Consumer<String> texts;
    private final SocketWire.End onBytes;

    private Buffer text = Buffer.buffer();

    SocketMessages(SocketWire wire, Consumer<String> texts, SocketWire.End onBytes) {
        this.wire = wire;
        this.texts = texts;
        this.onBytes = onBytes;
    }

    @Override
    public void handle(WebSocketFrame frame) {
        if (frame.isBinary()) {
            wire.close(onBytes);
        } else if (frame.isText() || frame.isContinuation()) {
            add(frame);
        }
    }

    private void add(WebSocketFrame frame) {
        if (text.length() + frame.binaryData().length() > BYTES_MAX) {
            wire.close(TOO_BIG);
            return;
        }
        text.appendBuffer(frame.binaryData());
        if (frame.isFinal()) {
            Buffer whole = text;
            text = Buffer.buffer();
            read(whole);
        }
    }

    private void read(Buffer whole) {
        String message;
        try {
            message =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(whole.getBytes()))
                            .toString();
        } catch (CharacterCodingException unreadable) {
            wire.close(NOT_UTF_8);
            return;
        }
        texts.accept(message);
    }
}
