package org.yunzhen.bench;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * As much of the service as the benchmark speaks to, kept in memory. Strict about what the
 * benchmark promises to send: tokens, If-Match of the current version, a fresh Idempotency-Key per
 * booking.
 */
final class FakeHospital implements AutoCloseable {
    final Map<String, JsonObject> resources = new ConcurrentHashMap<>();
    final AtomicInteger bundles = new AtomicInteger();
    final AtomicInteger bookings = new AtomicInteger();
    final AtomicInteger staleUpdates = new AtomicInteger();
    private final Map<String, Integer> versions = new ConcurrentHashMap<>();
    private final Set<String> keys = new HashSet<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final String fsync;
    private final int ticketsPerSlot;
    private final Map<String, Integer> taken = new ConcurrentHashMap<>();

    FakeHospital(String fsync, int ticketsPerSlot) {
        this.fsync = fsync;
        this.ticketsPerSlot = ticketsPerSlot;
        server =
                vertx.createHttpServer()
                        .requestHandler(
                                request -> request.body().onSuccess(b -> handle(request, b)))
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
    }

    String base() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    private void handle(HttpServerRequest request, Buffer body) {
        String path = request.path();
        if (path.equals("/q/health")) {
            answer(request, 200, health());
        } else if (path.equals("/auth/token")) {
            answer(request, 200, token(form(body)));
        } else if (request.getHeader("Authorization") == null) {
            answer(request, 401, new JsonObject());
        } else {
            fhir(request, path.substring("/fhir".length()), body);
        }
    }

    private JsonObject health() {
        JsonObject data =
                new JsonObject()
                        .put("fsync", fsync)
                        .put("synchronous_commit", "on")
                        .put("full_page_writes", "on");
        return new JsonObject()
                .put("status", "UP")
                .put(
                        "checks",
                        new JsonArray()
                                .add(new JsonObject().put("name", "database").put("data", data)));
    }

    private static MultiMap form(Buffer body) {
        MultiMap form = MultiMap.caseInsensitiveMultiMap();
        for (String field : body.toString().split("&")) {
            form.add(
                    field.substring(0, field.indexOf('=')),
                    field.substring(field.indexOf('=') + 1));
        }
        return form;
    }

    private static JsonObject token(MultiMap form) {
        JsonObject token = new JsonObject().put("access_token", form.get("client_id"));
        return "password".equals(form.get("grant_type"))
                ? token.put("patient", form.get("username")).put("access_token", "of-a-patient")
                : token;
    }

    private void fhir(HttpServerRequest request, String path, Buffer body) {
        String method = request.method().name();
        if (path.isEmpty()) {
            answer(request, 200, transaction(body.toJsonObject()));
        } else if (path.endsWith("/$book")) {
            book(request, path);
        } else if (path.equals("/Slot")) {
            answer(request, 200, slots(request));
        } else if (method.equals("PUT")) {
            update(request, path.substring(1), body.toJsonObject());
        } else if (method.equals("POST")) {
            store("Observation/" + ids.incrementAndGet(), body.toJsonObject());
            answer(request, 201, new JsonObject());
        } else if (request.query() != null) {
            answer(request, 200, search(request));
        } else {
            JsonObject found = resources.get(path.substring(1));
            answer(request, found == null ? 404 : 200, found == null ? new JsonObject() : found);
        }
    }

    private int store(String path, JsonObject resource) {
        resources.put(path, resource);
        return versions.merge(path, 1, Integer::sum);
    }

    private JsonObject transaction(JsonObject bundle) {
        bundles.incrementAndGet();
        for (Object entry : bundle.getJsonArray("entry")) {
            JsonObject request = ((JsonObject) entry).getJsonObject("request");
            String url = request.getString("url");
            store(
                    request.getString("method").equals("PUT")
                            ? url
                            : url + "/" + ids.incrementAndGet(),
                    ((JsonObject) entry).getJsonObject("resource"));
        }
        return new JsonObject().put("type", "transaction-response");
    }

    private void update(HttpServerRequest request, String path, JsonObject resource) {
        String expected = "W/\"" + versions.get(path) + "\"";
        String ifMatch = request.getHeader("If-Match");
        if (ifMatch != null && !ifMatch.equals(expected)) {
            staleUpdates.incrementAndGet();
            answer(request, 412, new JsonObject());
        } else {
            request.response().putHeader("ETag", "W/\"" + store(path, resource) + "\"");
            answer(request, 200, resource);
        }
    }

    private JsonObject search(HttpServerRequest request) {
        String code = request.getParam("code");
        List<JsonObject> hits = new ArrayList<>();
        resources.forEach(
                (path, resource) -> {
                    if (path.startsWith("Observation/bench-o")
                            && resource.encode().contains(request.getParam("patient") + "\"")
                            && code.endsWith("|" + codeOf(resource))) {
                        hits.add(new JsonObject().put("resource", resource));
                    }
                });
        return new JsonObject().put("entry", new JsonArray(hits));
    }

    private static String codeOf(JsonObject observation) {
        return observation
                .getJsonObject("code")
                .getJsonArray("coding")
                .getJsonObject(0)
                .getString("code");
    }

    /** Two pages of four slots each. */
    private JsonObject slots(HttpServerRequest request) {
        boolean second = request.getParam("page") != null;
        JsonArray entries = new JsonArray();
        for (int i = 0; i < 4; i++) {
            JsonObject slot =
                    new JsonObject()
                            .put("resourceType", "Slot")
                            .put("id", (second ? "b" : "a") + i);
            entries.add(new JsonObject().put("resource", slot));
        }
        JsonObject page = new JsonObject().put("entry", entries);
        return second
                ? page
                : page.put(
                        "link",
                        new JsonArray()
                                .add(
                                        new JsonObject()
                                                .put("relation", "next")
                                                .put("url", base() + "/fhir/Slot?page=2")));
    }

    private void book(HttpServerRequest request, String path) {
        boolean fresh = keys.add(request.getHeader("Idempotency-Key"));
        boolean byPatient = request.getHeader("Authorization").equals("Bearer of-a-patient");
        if (!fresh || !byPatient) {
            answer(request, 400, new JsonObject());
        } else if (taken.merge(path, 1, Integer::sum) > ticketsPerSlot) {
            answer(request, 409, new JsonObject());
        } else {
            bookings.incrementAndGet();
            answer(request, 201, new JsonObject());
        }
    }

    private static void answer(HttpServerRequest request, int status, JsonObject body) {
        request.response().setStatusCode(status).end(body.toBuffer());
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
