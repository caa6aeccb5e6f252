package org.yunzhen.hospital.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.config.ConfigProvider;
import org.yunzhen.mappings.json.FhirJson;

/** An app's socket on {@code /live}: what it sends, what it is told, how it ends. */
public final class LiveSocket implements AutoCloseable {
    private final TextSocket socket;

    private LiveSocket(TextSocket socket) {
        this.socket = socket;
    }

    /** Connects without a word. */
    public static LiveSocket connect() {
        return new LiveSocket(TextSocket.to(address()));
    }

    /** Connects, says hello and waits for the welcome. */
    public static LiveSocket of(String token) {
        LiveSocket live = connect();
        live.hello(token, null);
        live.next("welcome");
        return live;
    }

    /** Connects and resumes after a number. */
    public static LiveSocket resume(String token, long since) {
        LiveSocket live = connect();
        live.hello(token, since);
        live.next("welcome");
        return live;
    }

    /** Connects and never reads. */
    public static LiveSocket deaf() {
        return new LiveSocket(TextSocket.deafTo(address()));
    }

    private static String address() {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        return "ws://127.0.0.1:" + port + "/live";
    }

    public void hello(String token, Long since) {
        String resume = since == null ? "" : ",\"since\":" + since;
        send("{\"type\":\"hello\",\"token\":\"" + token + "\"" + resume + "}");
    }

    public void send(String text) {
        socket.send(text);
    }

    /** The next message, which must be of a type. */
    public JsonNode next(String type) {
        JsonNode message = FhirJson.parse(socket.next().getBytes(StandardCharsets.UTF_8));
        if (!type.equals(message.path("type").textValue())) {
            throw new AssertionError("told " + message + " and not " + type);
        }
        return message;
    }

    /** The next event. */
    public JsonNode event() {
        return next("event");
    }

    /** The next event of a kind; others before it are passed over. */
    public JsonNode event(String kind) {
        JsonNode event = event();
        while (!kind.equals(event.path("kind").textValue())) {
            event = event();
        }
        return event;
    }

    /** The code with which the server closes. */
    public int closeCode() {
        return socket.closeCode();
    }

    @Override
    public void close() {
        socket.close();
    }
}
