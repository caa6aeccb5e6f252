package org.yunzhen.hospital.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.ConfigProvider;

/** A caller over real HTTP, with the token of one account, or of none. */
public final class Http {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(10))
                    .build();
    private static final Map<String, String> TOKENS = new ConcurrentHashMap<>();

    private final String base;
    private final String token;
    private final List<String> headers;

    private Http(String base, String token, List<String> headers) {
        this.base = base;
        this.token = token;
        this.headers = headers;
    }

    /** Nobody in particular. */
    public static Http anonymous() {
        return new Http(address(), null, List.of());
    }

    /** An account of the demo, signed in: a person or a system. */
    public static Http as(String account) {
        String token = TOKENS.computeIfAbsent(address() + " " + account, key -> signIn(account));
        return new Http(address(), token, List.of());
    }

    /** The same caller at another node or with another token. */
    public Http at(String otherBase) {
        return new Http(otherBase, token, headers);
    }

    public Http withToken(String other) {
        return new Http(base, other, headers);
    }

    /** The same caller, sending a header more. */
    public Http with(String name, String value) {
        List<String> more = new ArrayList<>(headers);
        more.add(name);
        more.add(value);
        return new Http(base, token, List.copyOf(more));
    }

    public String token() {
        return token;
    }

    public Reply get(String path) {
        return send(request(path).GET());
    }

    public Reply post(String path, String json) {
        return send(json(path).POST(BodyPublishers.ofString(json)));
    }

    public Reply put(String path, String json) {
        return send(json(path).PUT(BodyPublishers.ofString(json)));
    }

    public Reply delete(String path) {
        return send(request(path).DELETE());
    }

    public Reply form(String path, String form) {
        return send(
                request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)));
    }

    /** Any method with any body and only the headers that were added. */
    public Reply raw(String method, String path, byte[] body) {
        return send(request(path).method(method, BodyPublishers.ofByteArray(body)));
    }

    /** Asks without waiting. */
    public CompletableFuture<Reply> getLater(String path) {
        return CLIENT.sendAsync(request(path).GET().build(), BodyHandlers.ofByteArray())
                .thenApply(Reply::new);
    }

    /** Sends without waiting. */
    public CompletableFuture<Reply> postLater(String path, String json) {
        return CLIENT.sendAsync(
                        json(path).POST(BodyPublishers.ofString(json)).build(),
                        BodyHandlers.ofByteArray())
                .thenApply(Reply::new);
    }

    /** Sends without waiting. */
    public CompletableFuture<Reply> putLater(String path, String json) {
        return CLIENT.sendAsync(
                        json(path).PUT(BodyPublishers.ofString(json)).build(),
                        BodyHandlers.ofByteArray())
                .thenApply(Reply::new);
    }

    private HttpRequest.Builder json(String path) {
        return request(path).header("Content-Type", "application/fhir+json");
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(60));
        if (token != null) {
            builder.header("Authorization", "Bearer " + token);
        }
        if (!headers.isEmpty()) {
            builder.headers(headers.toArray(String[]::new));
        }
        return builder;
    }

    private static Reply send(HttpRequest.Builder request) {
        try {
            return new Reply(CLIENT.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new IllegalStateException("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static String signIn(String account) {
        boolean system = account.startsWith("pharmacy") || account.startsWith("integration");
        String form =
                system
                        ? "grant_type=client_credentials&client_id=%s&client_secret=yunzhen-demo"
                        : "grant_type=password&client_id=demo-app&username=%s&password=yunzhen-demo";
        Reply reply = anonymous().form("/auth/token", form.formatted(account));
        if (reply.status() != 200) {
            throw new IllegalStateException(account + " cannot sign in: " + reply.status());
        }
        return reply.json().path("access_token").textValue();
    }

    /** Where the service under test listens. */
    public static String address() {
        return "http://127.0.0.1:"
                + ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
    }
}
