package org.yunzhen.hospital.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;
import org.yunzhen.mappings.json.FhirJson;

/** An app's socket on {@code /live}: what it sends, what it is told, how it ends. */
public final class LiveSocket implements WebSocket.Listener, AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    private final BlockingQueue<JsonNode> told = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private final boolean reads;
    private WebSocket socket;

    private LiveSocket(boolean reads) {
        this.reads = reads;
    }

    /** Connects without a word. */
    public static LiveSocket connect() {
        return connect(true);
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
        return connect(false);
    }

    private static LiveSocket connect(boolean reads) {
        LiveSocket live = new LiveSocket(reads);
        int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        live.socket =
                HttpClient.newHttpClient()
                        .newWebSocketBuilder()
                        .buildAsync(URI.create("ws://127.0.0.1:" + port + "/live"), live)
                        .join();
        return live;
    }

    public void hello(String token, Long since) {
        String resume = since == null ? "" : ",\"since\":" + since;
        send("{\"type\":\"hello\",\"token\":\"" + token + "\"" + resume + "}");
    }

    public void send(String text) {
        socket.sendText(text, true).join();
    }

    /** The next message, which must be of a type. */
    public JsonNode next(String type) {
        JsonNode message = poll();
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
        return closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public void onOpen(WebSocket opened) {
        if (reads) {
            opened.request(1);
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            told.add(FhirJson.parse(partial.toString().getBytes(StandardCharsets.UTF_8)));
            partial.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int statusCode, String reason) {
        closed.complete(statusCode);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.completeExceptionally(error);
    }

    @Override
    public void close() {
        socket.abort();
    }

    private JsonNode poll() {
        try {
            JsonNode message = told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("told nothing; closed: " + closed);
            }
            return message;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
