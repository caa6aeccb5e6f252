package org.yunzhen.e2e;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A running service at an address, and the demo's accounts that sign in there. */
public final class Hospital {
    static final FhirContext R4 = FhirContext.forR4();

    /** Of every account of the demo. */
    static final String PASSWORD = "yunzhen-demo";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SOCKET_MILLIS = 60_000;

    private final String base;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(10))
                    .build();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    static {
        R4.getRestfulClientFactory().setServerValidationMode(ServerValidationModeEnum.NEVER);
        R4.getRestfulClientFactory().setSocketTimeout(SOCKET_MILLIS);
    }

    /**
     * A hospital.
     *
     * @param base address without a slash at its end, {@code http://127.0.0.1:8080}
     */
    public Hospital(String base) {
        this.base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    }

    public String base() {
        return base;
    }

    HttpClient http() {
        return http;
    }

    /** Nobody in particular. */
    public Caller anonymous() {
        return new Caller(this, "nobody", null, List.of());
    }

    /** An account of the demo, signed in once. */
    public Caller as(String account) {
        return new Caller(this, account, tokens.computeIfAbsent(account, this::signIn), List.of());
    }

    /** Somebody with a token of their own making. */
    public Caller withToken(String token) {
        return new Caller(this, "token", token, List.of());
    }

    /** Signs in; a new token each time. */
    public String signIn(String account) {
        boolean system = account.startsWith("pharmacy") || account.startsWith("integration");
        String form =
                system
                        ? "grant_type=client_credentials&client_id=%s&client_secret=%s"
                        : "grant_type=password&client_id=demo-app&username=%s&password=%s";
        Reply reply =
                send(
                        HttpRequest.newBuilder(URI.create(base + "/auth/token"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(form.formatted(account, PASSWORD))));
        String token = reply.expect(200).json().path("access_token").asText();
        if (token.isEmpty()) {
            throw new BrokenPromiseException("no access_token for " + account);
        }
        return token;
    }

    Reply send(HttpRequest.Builder request) {
        try {
            return new Reply(
                    http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new BrokenPromiseException("no answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokenPromiseException("interrupted", e);
        }
    }
}
