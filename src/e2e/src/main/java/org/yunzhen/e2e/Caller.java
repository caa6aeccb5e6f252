package org.yunzhen.e2e;

import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.interceptor.BearerTokenAuthInterceptor;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Somebody who calls the hospital.
 *
 * @param token bearer token, or null for none
 * @param headers further headers, names and values in turn
 */
public record Caller(Hospital hospital, String account, String token, List<String> headers) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The same caller, sending a header more. */
    public Caller with(String name, String value) {
        List<String> more = new ArrayList<>(headers);
        more.add(name);
        more.add(value);
        return new Caller(hospital, account, token, List.copyOf(more));
    }

    /** The same with a key that makes a repeat harmless. */
    public Caller once(String key) {
        return with("Idempotency-Key", key);
    }

    public Reply get(String path) {
        return hospital.send(request(path).GET());
    }

    public Reply post(String path, String json) {
        return hospital.send(json(path).POST(BodyPublishers.ofString(json)));
    }

    /** Calls an operation. */
    public Reply post(String path, Inputs inputs) {
        return post(path, inputs.json());
    }

    public Reply put(String path, String json) {
        return hospital.send(json(path).PUT(BodyPublishers.ofString(json)));
    }

    /** Bytes, with only the headers that were added. */
    public Reply put(String path, byte[] body) {
        return hospital.send(request(path).PUT(BodyPublishers.ofByteArray(body)));
    }

    public Reply delete(String path) {
        return hospital.send(request(path).DELETE());
    }

    /** Sends a body of any kind; its type is a header. */
    public Reply raw(String method, String path, BodyPublisher body) {
        return hospital.send(request(path).method(method, body));
    }

    /** Calls an operation without waiting. */
    public CompletableFuture<Reply> postLater(String path, Inputs inputs) {
        HttpRequest request =
                json(path).timeout(PATIENCE).POST(BodyPublishers.ofString(inputs.json())).build();
        return hospital.http().sendAsync(request, BodyHandlers.ofByteArray()).thenApply(Reply::new);
    }

    /** HAPI's client with this caller's token. */
    public IGenericClient fhir() {
        IGenericClient client = Hospital.R4.newRestfulGenericClient(hospital.base() + "/fhir");
        client.setEncoding(EncodingEnum.JSON);
        if (token != null) {
            client.registerInterceptor(new BearerTokenAuthInterceptor(token));
        }
        return client;
    }

    private HttpRequest.Builder json(String path) {
        return request(path).header("Content-Type", "application/fhir+json");
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(hospital.base() + path));
        if (token != null) {
            builder.header("Authorization", "Bearer " + token);
        }
        if (!headers.isEmpty()) {
            builder.headers(headers.toArray(String[]::new));
        }
        return builder;
    }
}
