package org.yunzhen.hospital.platform;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code /manual/{page}.md}: the manual of this very build, as it is written; a browser shows it as
 * text. {@code .zh.md} is the Chinese page.
 */
@ApplicationScoped
class Manual {
    private static final int NOT_FOUND = 404;

    private static final Map<String, String> PAGES =
            Stream.of("app-developer", "doctor", "pharmacy", "operator")
                    .flatMap(page -> Stream.of(page + ".md", page + ".zh.md"))
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    Function.identity(), page -> Texts.read("manual/" + page)));

    void register(@Observes Router router) {
        router.get("/manual/:page").handler(Manual::serve);
    }

    private static void serve(RoutingContext http) {
        String page = PAGES.get(http.pathParam("page"));
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
