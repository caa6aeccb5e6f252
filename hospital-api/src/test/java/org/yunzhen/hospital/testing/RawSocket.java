package org.yunzhen.hospital.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.config.ConfigProvider;

/** Bytes on a line to the service, as no well-behaved client sends them. */
public final class RawSocket implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int FINAL_TEXT = 0x81;
    private static final int MASKED = 0x80;
    private static final int CLOSE = 0x88;

    private final Socket socket;

    private RawSocket(Socket socket) {
        this.socket = socket;
    }

    public static RawSocket open() {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(PATIENCE_MILLIS);
            return new RawSocket(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A WebSocket, when the service has agreed to it. */
    public static RawSocket upgraded(String path) {
        RawSocket raw = open();
        raw.send(
                """
                GET %s HTTP/1.1\r
                Host: 127.0.0.1\r
                Connection: Upgrade\r
                Upgrade: websocket\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                \r
                """
                        .formatted(path)
                        .getBytes(StandardCharsets.US_ASCII));
        String head = "";
        while (!head.endsWith("\r\n\r\n")) {
            head += (char) raw.next();
        }
        if (!head.startsWith("HTTP/1.1 101")) {
            throw new AssertionError(head);
        }
        return raw;
    }

    public void send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A frame of a text, by a mask of zeros. */
    public void sendText(byte... bytes) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(FINAL_TEXT);
        frame.write(MASKED | bytes.length);
        frame.writeBytes(new byte[4]);
        frame.writeBytes(bytes);
        send(frame.toByteArray());
    }

    /** The code of the close frame that comes next. */
    public int closeCode() {
        int opcode = next();
        next(); // the length of what it says
        if (opcode != CLOSE) {
            throw new AssertionError("no close frame: " + opcode);
        }
        return next() << 8 | next();
    }

    /** All that comes until the service hangs up. */
    public String rest() {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int next() {
        try {
            InputStream in = socket.getInputStream();
            int next = in.read();
            if (next < 0) {
                throw new AssertionError("the service has hung up");
            }
            return next;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
