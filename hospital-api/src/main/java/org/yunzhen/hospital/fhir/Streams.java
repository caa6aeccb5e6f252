package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Sends content part by part, at the pace of the one who reads it. */
final class Streams {
    private static final Logger LOG = Logger.getLogger(Streams.class);

    /** Who does not take one part in this time does not read any more. */
    private static final Duration PART_TAKEN_WITHIN = Duration.ofMinutes(1);

    private Streams() {}

    /** Completes when all is sent, or the other side has gone. */
    static Uni<Void> send(RoutingContext http, Call call, Answer answer, Sending sending) {
        HttpServerResponse response = http.response();
        if (response.ended() || response.closed()) {
            return Uni.createFrom().voidItem();
        }
        Responses.head(http, call, answer);
        sending.headers().forEach(response::putHeader);
        if (sending.contentType() != null) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, sending.contentType());
        }
        if (sending.content() == null || http.request().method() == HttpMethod.HEAD) {
            return Uni.createFrom().completionStage(() -> response.end().toCompletionStage());
        }
        response.setChunked(true);
        return sending.content()
                .onItem()
                .transformToUniAndConcatenate(part -> written(response, part))
                .onItem()
                .ignoreAsUni()
                .chain(
                        () ->
                                Uni.createFrom()
                                        .completionStage(() -> response.end().toCompletionStage()))
                .onFailure()
                .recoverWithUni(failure -> broken(http, call, failure));
    }

    private static Uni<Void> written(HttpServerResponse response, Buffer part) {
        return Uni.createFrom()
                .completionStage(() -> response.write(part).toCompletionStage())
                .ifNoItem()
                .after(PART_TAKEN_WITHIN)
                .fail();
    }

    /** The head is out already: only a broken stream tells that something is missing. */
    private static Uni<Void> broken(RoutingContext http, Call call, Throwable failure) {
        LOG.warnf("request %s was not sent to its end: %s", call.site().requestId(), failure);
        http.response().reset();
        return Uni.createFrom().voidItem();
    }
}
