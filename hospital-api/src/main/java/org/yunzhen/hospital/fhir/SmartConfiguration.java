package org.yunzhen.hospital.fhir;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.yunzhen.hospital.platform.config.YunzhenConfig;

/**
 * {@code .well-known/smart-configuration} (SMART App Launch 2.2, section 2.3): where tokens come
 * from. Below the root and below each FHIR base, without a token.
 */
@ApplicationScoped
class SmartConfiguration {
    private static final String PATH = "/.well-known/smart-configuration";
    private static final int BEFORE_THE_DOOR = -10;

    private final YunzhenConfig config;

    SmartConfiguration(YunzhenConfig config) {
        this.config = config;
    }

    void register(@Observes Router router) {
        for (String base : new String[] {"", "/fhir", "/t/:tenant/fhir"}) {
            router.get(base + PATH)
                    .method(HttpMethod.HEAD)
                    .order(BEFORE_THE_DOOR)
                    .handler(this::answer);
        }
    }

    private void answer(RoutingContext http) {
        String address =
                config.baseUrl()
                        .orElseGet(
                                () -> http.request().scheme() + "://" + http.request().authority());
        JsonObject answer =
                new JsonObject()
                        .put("issuer", config.issuer().name())
                        .put("response_types_supported", new JsonArray())
                        .put("capabilities", new JsonArray())
                        .put("code_challenge_methods_supported", new JsonArray().add("S256"));
        config.issuer()
                .jwksUrl()
                .ifPresentOrElse(
                        keys -> answer.put("jwks_uri", keys), () -> ofThisHouse(answer, address));
        http.response().putHeader("Content-Type", "application/json");
        http.response().end(answer.toBuffer());
    }

    /** Where there is no outside issuer: the token endpoint of this very service. */
    private static void ofThisHouse(JsonObject answer, String address) {
        answer.put("token_endpoint", address + "/auth/token")
                .put(
                        "grant_types_supported",
                        new JsonArray().add("password").add("client_credentials"))
                .put(
                        "token_endpoint_auth_methods_supported",
                        new JsonArray().add("client_secret_basic").add("client_secret_post"));
    }
}
