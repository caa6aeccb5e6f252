package org.yunzhen.hospital.platform;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code /manual/{page}.md} and {@code /guide/{page}.md}: manual and implementation guide of this
 * very build, as they are written; a browser shows them as text. {@code .zh.md} is the Chinese
 * page.
 */
@ApplicationScoped
class Manual {
    private static final int NOT_FOUND = 404;

    private static final Map<String, List<String>> BOOKS =
            Map.of(
                    "manual",
                    List.of("app-developer", "doctor", "pharmacy", "operator"),
                    "guide",
                    List.of(
                            "index",
                            "refusals",
                            "profiles",
                            "identifiers",
                            "workflows",
                            "search",
                            "operations"));

    private static final Map<String, String> PAGES =
            BOOKS.entrySet().stream()
                    .flatMap(book -> book.getValue().stream().map(in(book.getKey())))
                    .flatMap(page -> Stream.of(page + ".md", page + ".zh.md"))
                    .collect(Collectors.toUnmodifiableMap(Function.identity(), Texts::read));

    private static Function<String, String> in(String book) {
        return page -> book + "/" + page;
    }

    void register(@Observes Router router) {
        BOOKS.keySet()
                .forEach(
                        book ->
                                router.get("/" + book + "/:page")
                                        .method(HttpMethod.HEAD)
                                        .handler(serving(book)));
    }

    private static Handler<RoutingContext> serving(String book) {
        return http -> serve(http, PAGES.get(book + "/" + http.pathParam("page")));
    }

    private static void serve(RoutingContext http, String page) {
        if (page == null) {
            http.response().setStatusCode(NOT_FOUND).end();
            return;
        }
        http.response()
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .putHeader("Cache-Control", "no-cache")
                .end(page);
    }
}
