package org.yunzhen.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A socket of {@code /live}, whose messages are waited for. */
public final class LiveSocket implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
    private WebSocket socket;

    private LiveSocket() {}

    /** Connects and says hello with the caller's token; answers when it is welcome. */
    public static LiveSocket open(Caller caller) {
        LiveSocket live = new LiveSocket();
        String address = caller.hospital().base().replaceFirst("^http", "ws") + "/live";
        live.socket =
                caller.hospital()
                        .http()
                        .newWebSocketBuilder()
                        .buildAsync(URI.create(address), live.new Ear())
                        .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                        .join();
        String hello =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("type", "hello")
                        .put("token", caller.token())
                        .toString();
        live.socket.sendText(hello, true).join();
        live.await("welcome", message -> message.path("type").asText().equals("welcome"));
        return live;
    }

    /** The next event of a kind about a resource; others before it are passed over. */
    public JsonNode event(String kind, String resource) {
        return await(kind + " of " + resource, is(kind, resource));
    }

    /** All events up to and with the next one of a kind about a resource, as they came. */
    public List<JsonNode> until(String kind, String resource) {
        List<JsonNode> heard = new ArrayList<>();
        await(
                kind + " of " + resource,
                message -> {
                    if (message.has("kind")) {
                        heard.add(message);
                    }
                    return is(kind, resource).test(message);
                });
        return heard;
    }

    private static Predicate<JsonNode> is(String kind, String resource) {
        return message ->
                message.path("kind").asText().equals(kind)
                        && message.path("resource").asText().equals(resource);
    }

    private JsonNode await(String what, Predicate<JsonNode> wanted) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (true) {
                long left = end - System.nanoTime();
                JsonNode message = messages.poll(Math.max(0, left), TimeUnit.NANOSECONDS);
                if (message == null) {
                    throw new BrokenPromiseException("never heard on /live: " + what);
                }
                if (wanted.test(message)) {
                    return message;
                }
                if (message.has("closed")) {
                    throw new BrokenPromiseException("/live was closed: " + message);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokenPromiseException("interrupted", e);
        }
    }

    @Override
    public void close() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "done")
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .exceptionally(failure -> socket)
                .join();
    }

    /** Puts whole messages into the queue. */
    private final class Ear implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                messages.add(parsed(text.toString()));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            messages.add(JsonNodeFactory.instance.objectNode().put("closed", code + " " + reason));
            return null;
        }

        private JsonNode parsed(String message) {
            try {
                return JSON.readTree(message);
            } catch (JsonProcessingException e) {
                return JsonNodeFactory.instance.objectNode().put("malformed", message);
            }
        }
    }
}
