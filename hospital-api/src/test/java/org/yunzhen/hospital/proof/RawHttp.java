package org.yunzhen.hospital.proof;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** Requests as no well-behaved client can send them: bytes on a socket. */
final class RawHttp {
    private static final int PATIENCE_MILLIS = 60_000;

    /** Status and body of an answer; the header block as it came. */
    record Answer(int status, String head, String body) {}

    /** A request in the making; each change gives another one. */
    record Request(String method, String target, Map<String, String> headers, byte[] body) {
        Request withMethod(String other) {
            return new Request(other, target, headers, body);
        }

        Request withTarget(String other) {
            return new Request(method, other, headers, body);
        }

        Request with(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Request(method, target, more, body);
        }

        Request without(String name) {
            Map<String, String> fewer = new LinkedHashMap<>(headers);
            fewer.remove(name);
            return new Request(method, target, fewer, body);
        }

        Request withBody(byte[] other) {
            return new Request(method, target, headers, other);
        }

        Request withBody(String other) {
            return withBody(other.getBytes(StandardCharsets.UTF_8));
        }
    }

    private RawHttp() {}

    static Answer send(Request request) {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(bytes(request));
            socket.getOutputStream().flush();
            return read(socket.getInputStream().readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(request.method() + " " + request.target(), e);
        }
    }

    private static byte[] bytes(Request request) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StringBuilder head = new StringBuilder();
        head.append(request.method()).append(' ').append(request.target()).append(" HTTP/1.1\r\n");
        head.append("Host: 127.0.0.1\r\nConnection: close\r\n");
        request.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        if (request.body() != null) {
            head.append("Content-Length: " + request.body().length + "\r\n");
        }
        bytes.write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        if (request.body() != null) {
            bytes.write(request.body());
        }
        return bytes.toByteArray();
    }

    private static Answer read(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new IllegalStateException("no answer: " + text);
        }
        return new Answer(
                Integer.parseInt(text.substring(9, 12)),
                text.substring(0, end),
                text.substring(end + 4));
    }
}
