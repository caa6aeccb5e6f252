package org.yunzhen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** What people see and apps do in a real browser, where there is one. */
@EnabledIf(
        value = "org.yunzhen.e2e.Browser#isInstalled",
        disabledReason = "Debian's chromium is not on the PATH")
class BrowserIT {
    private static final int PATIENCE_SECONDS = 60;
    private static final int PAGE_MILLIS = 20_000;

    private final String base = SharedService.get().base();

    @Test
    void an_app_of_another_origin_does_all_that_it_may_and_reads_what_answers_carry_for_it()
            throws Exception {
        CompletableFuture<String> told = new CompletableFuture<>();
        HttpServer origin = origin(told);
        String page = "http://127.0.0.1:" + origin.getAddress().getPort() + "/?base=" + base;
        try (Browser browser = Browser.open(page)) {
            List<String> steps = told.get(PATIENCE_SECONDS, TimeUnit.SECONDS).lines().toList();
            assertThat(steps)
                    .containsExactly(
                            "own 200 patient001 true",
                            "known 304",
                            "other 403 OperationOutcome",
                            "triage 200 Parameters",
                            "create 201 W/\"1\" 0",
                            "update 200 W/\"2\"",
                            "stale 412 OperationOutcome",
                            "patch 200 2026-11-30",
                            "head W/\"3\"",
                            "delete 204 410",
                            "nobody 401 Bearer",
                            "live welcome");
        } finally {
            origin.stop(0);
        }
    }

    /** Serves the app, and takes what it tells. */
    private static HttpServer origin(CompletableFuture<String> told) throws IOException {
        byte[] app =
                Files.readAllBytes(
                        Path.of(
                                System.getProperty("yunzhen.root", "../.."),
                                "src/e2e/src/test/browser/app.html"));
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, app));
        server.createContext("/told", exchange -> take(exchange, told));
        server.start();
        return server;
    }

    private static void answer(HttpExchange exchange, byte[] page) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
        }
    }

    private static void take(HttpExchange exchange, CompletableFuture<String> told)
            throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(204, -1);
            told.complete(new String(body, StandardCharsets.UTF_8));
        }
    }

    @Test
    void the_front_page_leads_to_everything_else() {
        assertThat(Browser.page(base + "/", PAGE_MILLIS))
                .contains("云诊 Yunzhen", base + "/fhir/metadata", base + "/q/swagger-ui");
    }

    @Test
    void swagger_ui_shows_the_calls_of_the_door() {
        assertThat(Browser.page(base + "/q/swagger-ui/", PAGE_MILLIS))
                .contains("opblock", "/fhir/Slot/{id}/$book");
    }
}
