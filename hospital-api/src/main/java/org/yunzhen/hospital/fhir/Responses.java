package org.yunzhen.hospital.fhir;

import io.netty.handler.codec.DateFormatter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Date;
import org.yunzhen.mappings.code.Language;
import org.yunzhen.mappings.refusal.Outcome;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** Writes answers and refusals to HTTP. */
final class Responses {
    private static final String BEARER = "Bearer realm=\"yunzhen\"";
    private static final CharSequence PRIVATE = HttpHeaders.createOptimized("private, no-cache");
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("X-Request-Id");
    private static final String RETRY_AFTER_SECONDS = "1";

    private Responses() {}

    static void send(RoutingContext http, Call call, Answer answer) {
        HttpServerResponse response = http.response();
        if (response.ended() || response.closed()) {
            return;
        }
        head(http, call, answer);
        end(http, response, Media.wanted(http), answer.body());
    }

    /** Status and headers that follow from the version that is told of. */
    static void head(RoutingContext http, Call call, Answer answer) {
        HttpServerResponse response = http.response();
        response.setStatusCode(answer.status());
        response.putHeader(REQUEST_ID, call.site().requestId());
        response.putHeader(HttpHeaders.CACHE_CONTROL, answer.lasting() ? PRIVATE : NO_STORE);
        if (answer.etag() != null) {
            response.putHeader(HttpHeaders.ETAG, answer.etag());
        }
        if (answer.stored() != null) {
            response.putHeader(
                    HttpHeaders.LAST_MODIFIED,
                    DateFormatter.format(Date.from(answer.lastModified().toInstant())));
        }
        if (answer.location()) {
            response.putHeader(HttpHeaders.LOCATION, location(call, answer));
        }
    }

    static String location(Call call, Answer answer) {
        return call.url(answer.stored().type(), answer.stored().id())
                + "/_history/"
                + answer.stored().version();
    }

    static void refuse(RoutingContext http, String requestId, RefusedException refused) {
        HttpServerResponse response = http.response();
        if (response.ended() || response.closed()) {
            return;
        }
        Language language = Language.preferred(http.request().getHeader("Accept-Language"));
        response.setStatusCode(refused.status());
        response.putHeader(REQUEST_ID, requestId);
        response.putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
        response.putHeader(HttpHeaders.CONTENT_LANGUAGE, language.tag());
        if (refused.refusal().retryable()) {
            response.putHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        if (refused.refusal() == Refusal.METHOD_NOT_ALLOWED) {
            response.putHeader(HttpHeaders.ALLOW, refused.issues().get(0).arguments().get(0) + "");
        }
        if (refused.status() == 401) {
            response.putHeader("WWW-Authenticate", challenge(refused.refusal()));
        }
        if (refused.status() == 415 && http.request().method() == HttpMethod.PATCH) {
            response.putHeader("Accept-Patch", Media.PATCHES);
        }
        var outcome = Outcome.of(refused.issues(), language);
        outcome.put("id", requestId);
        Media.Wanted wanted = Media.wanted(http);
        end(http, response, wanted, wanted.format().write(outcome));
    }

    /** Who sent a token learns that the token is at fault (RFC 6750, 3.1). */
    private static String challenge(Refusal refusal) {
        boolean sent = refusal == Refusal.TOKEN_EXPIRED || refusal == Refusal.TOKEN_INVALID;
        return sent ? BEARER + ", error=\"invalid_token\"" : BEARER;
    }

    private static void end(
            RoutingContext http, HttpServerResponse response, Media.Wanted wanted, Buffer body) {
        // also of a 304: a cache must know what the answer it keeps hangs on
        response.headers().add(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        if (body == null) {
            response.end();
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, wanted.contentType());
        if (http.request().method() == HttpMethod.HEAD) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
            response.end();
        } else {
            response.end(body);
        }
    }
}
