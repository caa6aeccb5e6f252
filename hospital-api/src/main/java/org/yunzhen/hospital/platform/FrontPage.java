package org.yunzhen.hospital.platform;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.regex.Pattern;
import org.yunzhen.hospital.platform.config.YunzhenConfig;

/** {@code /}: a small page, Chinese and English, that leads to everything else. */
@ApplicationScoped
class FrontPage {
    private static final Pattern AUTHORITY = Pattern.compile("[A-Za-z0-9.:\\[\\]-]{1,253}");
    private static final String PLACE = "{base}";
    private static final String DEMO = "{demo}";

    private final YunzhenConfig config;
    private final String page;

    FrontPage(YunzhenConfig config) {
        this.config = config;
        String demo = Texts.read("page/demo.html");
        this.page = Texts.read("page/index.html").replace(DEMO, demo);
    }

    void register(@Observes Router router) {
        router.get("/").method(HttpMethod.HEAD).handler(this::serve);
    }

    private void serve(RoutingContext http) {
        http.response()
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .putHeader("Cache-Control", "no-cache")
                .putHeader(
                        "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
                .end(page.replace(PLACE, base(http)));
    }

    private String base(RoutingContext http) {
        return config.baseUrl()
                .orElseGet(
                        () -> {
                            String host = http.request().getHeader("Host");
                            boolean plain = host != null && AUTHORITY.matcher(host).matches();
                            return plain ? http.request().scheme() + "://" + host : "";
                        });
    }
}
