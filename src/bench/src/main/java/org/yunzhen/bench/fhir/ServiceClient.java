package org.yunzhen.bench.fhir;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Everything around the measuring: health, tokens, seeding, looking up. One request at a time. */
public final class ServiceClient {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SECRET = "yunzhen-demo";

    private final URI base;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(10))
                    .build();

    /** Of the service at this address, such as {@code http://127.0.0.1:8080}. */
    public ServiceClient(URI base) {
        this.base = base;
    }

    /** Token of the system that may write all types as plain records. */
    public String integrationToken() {
        return token(
                        Map.of(
                                "grant_type", "client_credentials",
                                "client_id", "integration01",
                                "client_secret", SECRET))
                .getString("access_token");
    }

    /** Logs a demo patient in, such as {@code patient001}. */
    PatientAccount login(String username) {
        JsonObject answer =
                token(
                        Map.of(
                                "grant_type",
                                "password",
                                "client_id",
                                "demo-app",
                                "username",
                                username,
                                "password",
                                SECRET));
        String patient = answer.getString("patient");
        if (patient == null) {
            throw new UnfitServiceException(
                    "the token of " + username + " names no patient: " + answer.fieldNames());
        }
        return new PatientAccount(answer.getString("access_token"), patient);
    }

    private JsonObject token(Map<String, String> form) {
        String body =
                form.entrySet().stream()
                        .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                        .collect(Collectors.joining("&"));
        HttpRequest request =
                request("/auth/token")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        return json(request, success(request));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** The health report, whatever its status. */
    public JsonObject health() {
        HttpRequest request = request("/q/health").GET().build();
        return json(request, send(request).body());
    }

    /** Gets JSON from a path below the FHIR base. */
    JsonObject get(String path, String token) {
        HttpRequest request = fhir(path, token).GET().build();
        return json(request, success(request));
    }

    /**
     * How many entries the first page of a search has, asked with the integration system's token.
     */
    public int hits(String path) {
        return get(path, integrationToken()).getJsonArray("entry", new JsonArray()).size();
    }

    /** Gets JSON from an absolute link that the service gave. */
    JsonObject follow(String link, String token) {
        URI target = base.resolve(link);
        String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
        HttpRequest request =
                request(target.getRawPath().substring(basePath().length()) + query)
                        .header("Authorization", "Bearer " + token)
                        .GET()
                        .build();
        return json(request, success(request));
    }

    /** True when the resource is there. */
    boolean exists(String path, String token) {
        return send(fhir(path, token).GET().build()).statusCode() == 200;
    }

    /** Sends a transaction Bundle. */
    void transact(String bundle, String token) {
        success(
                fhir("", token)
                        .header("Content-Type", "application/fhir+json")
                        .POST(HttpRequest.BodyPublishers.ofString(bundle))
                        .build());
    }

    private HttpRequest.Builder fhir(String path, String token) {
        return request(path.isEmpty() ? "/fhir" : "/fhir/" + path)
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/fhir+json");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                        URI.create(
                                base.getScheme() + "://" + base.getAuthority() + basePath() + path))
                .timeout(PATIENCE);
    }

    private String basePath() {
        return base.getRawPath().replaceAll("/$", "");
    }

    private String success(HttpRequest request) {
        HttpResponse<String> response = send(request);
        if (response.statusCode() / 100 != 2) {
            throw new UnfitServiceException(
                    "%s %s answered %d: %s"
                            .formatted(
                                    request.method(),
                                    request.uri(),
                                    response.statusCode(),
                                    start(response.body())));
        }
        return response.body();
    }

    private static String start(String body) {
        return body.substring(0, Math.min(600, body.length()));
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException unreachable) {
            throw new UnfitServiceException("no answer from " + request.uri() + ": " + unreachable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UnfitServiceException("interrupted while waiting for " + request.uri());
        }
    }

    private static JsonObject json(HttpRequest request, String body) {
        try {
            return new JsonObject(body);
        } catch (DecodeException notJson) {
            throw new UnfitServiceException(request.uri() + " answered no JSON: " + start(body));
        }
    }
}
