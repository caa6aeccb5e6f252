package org.yunzhen.hospital.platform.demo;

import io.quarkus.arc.profile.IfBuildProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * {@code POST /auth/token} of the demo (RFC 6749): {@code password} for people with the client
 * {@code demo-app}, {@code client_credentials} for systems.
 */
@ApplicationScoped
@IfBuildProfile("demo")
class TokenRoute {
    private static final int BODY_BYTES_MAX = 16 * 1024;
    private static final String APP = "demo-app";

    private final Accounts accounts;
    private final DemoIssuer issuer;
    private final Vertx vertx;

    TokenRoute(Accounts accounts, DemoIssuer issuer, Vertx vertx) {
        this.accounts = accounts;
        this.issuer = issuer;
        this.vertx = vertx;
    }

    void register(@Observes Router router) {
        router.post("/auth/token")
                .handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES_MAX))
                .handler(this::handle);
    }

    private void handle(RoutingContext http) {
        ClientSecret client;
        try {
            client = ClientSecret.of(http);
        } catch (IllegalArgumentException unreadable) {
            refuse(http, "invalid_request", 400);
            return;
        }
        MultiMap form = http.request().formAttributes();
        String grant = form.get("grant_type");
        boolean repeated = form.names().stream().anyMatch(name -> form.getAll(name).size() > 1);
        if (repeated) {
            refuse(http, "invalid_request", 400);
        } else if ("password".equals(grant) && !APP.equals(client.id())) {
            refuse(http, "invalid_client", 401);
        } else if ("password".equals(grant)) {
            answer(http, form.get("username"), form.get("password"), true);
        } else if ("client_credentials".equals(grant)) {
            answer(http, client.id(), client.secret(), false);
        } else {
            refuse(http, grant == null ? "invalid_request" : "unsupported_grant_type", 400);
        }
    }

    private void answer(RoutingContext http, String name, String secret, boolean person) {
        if (name == null || secret == null) {
            refuse(http, "invalid_request", 400);
            return;
        }
        accounts.find(name)
                .chain(account -> checked(account, secret))
                .subscribe()
                .with(
                        account -> {
                            if (account == null || isSystem(account) == person) {
                                refuseSecret(http, person);
                            } else {
                                send(http, account);
                            }
                        },
                        failure -> refuse(http, "temporarily_unavailable", 503));
    }

    private Uni<Account> checked(Account account, String secret) {
        if (account == null) {
            return Uni.createFrom().nullItem();
        }
        return Uni.createFrom()
                .completionStage(
                        () ->
                                vertx.executeBlocking(
                                                () -> Secrets.matches(secret, account.secretHash()),
                                                false)
                                        .toCompletionStage())
                .map(right -> right ? account : null);
    }

    private static boolean isSystem(Account account) {
        return account.role().equals("pharmacy") || account.role().equals("integration");
    }

    private static String client(Account account) {
        return isSystem(account) ? account.name() : APP;
    }

    private void send(RoutingContext http, Account account) {
        JsonObject answer =
                new JsonObject()
                        .put("access_token", issuer.tokenFor(account, client(account)))
                        .put("token_type", "Bearer")
                        .put("expires_in", issuer.lifetime().toSeconds())
                        .put("scope", account.role());
        if (account.patient() != null) {
            answer.put("patient", account.patient());
        }
        keepOut(http.response());
        http.json(answer);
    }

    /** No cache may keep it (RFC 6749 section 5.1). */
    private static void keepOut(HttpServerResponse response) {
        response.putHeader("Cache-Control", "no-store").putHeader("Pragma", "no-cache");
    }

    /** RFC 6749 section 5.2: 401 is for a client, a person's password is a grant. */
    private static void refuseSecret(RoutingContext http, boolean person) {
        if (person) {
            refuse(http, "invalid_grant", 400);
        } else {
            refuse(http, "invalid_client", 401);
        }
    }

    private static void refuse(RoutingContext http, String error, int status) {
        keepOut(http.response().setStatusCode(status));
        if (status == 401 && http.request().getHeader("Authorization") != null) {
            http.response().putHeader("WWW-Authenticate", "Basic realm=\"yunzhen\"");
        }
        http.json(new JsonObject().put("error", error));
    }
}
