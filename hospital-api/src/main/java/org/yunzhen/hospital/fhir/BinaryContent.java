package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.yunzhen.mappings.json.FhirJson;

/**
 * Sends the content of a Binary itself, whole or by range. Whatever it is, it is never shown as a
 * page of our own address: a browser saves it, guesses no type, and runs nothing in it.
 */
@ApplicationScoped
class BinaryContent {
    private static final String UNKNOWN_TYPE = "application/octet-stream";
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int NOT_SATISFIABLE = 416;

    private final Vertx vertx;

    BinaryContent(Vertx vertx) {
        this.vertx = vertx;
    }

    /** What is sent. */
    private record Content(String type, String securityContext, Buffer bytes) {}

    /** Whether the content itself may be asked for, not the resource that holds it. */
    boolean mayBeAskedFor(RoutingContext http, Answer answer) {
        String path = Requests.fhirPath(http);
        return answer.status() == OK
                && answer.stored() != null
                && path.startsWith("/" + RawBinary.TYPE)
                && (RawBinary.isReadOfContent(http.request(), path)
                        || RawBinary.isReadOfEither(http.request(), path));
    }

    /** Sends the content that an answer holds; answers false where the resource is asked for. */
    Uni<Boolean> sent(RoutingContext http, Call call, Answer answer) {
        return Uni.createFrom()
                .completionStage(
                        () ->
                                vertx.executeBlocking(() -> read(answer.body()), false)
                                        .toCompletionStage())
                .map(read -> sent(http, call, answer, read));
    }

    private static boolean sent(RoutingContext http, Call call, Answer answer, Content content) {
        boolean wanted =
                RawBinary.isReadOfContent(http.request(), Requests.fhirPath(http))
                        || RawBinary.isAccepted(http.request(), content.type());
        if (wanted) {
            send(http, call, answer, content);
        } else {
            // by a name that is not FHIR's alone it would pass for the content
            Media.keepFhirsName(http);
        }
        return wanted;
    }

    private static Content read(Buffer document) {
        JsonNode binary = FhirJson.parse(document.getBytes());
        String type = binary.path("contentType").asText();
        return new Content(
                RawBinary.isMediaType(type) ? type : UNKNOWN_TYPE,
                binary.path("securityContext").path("reference").textValue(),
                RawBinary.content(binary.path("data")));
    }

    private static void send(RoutingContext http, Call call, Answer answer, Content content) {
        HttpServerResponse response = http.response();
        if (response.ended() || response.closed()) {
            return;
        }
        Responses.head(http, call, answer);
        response.putHeader(HttpHeaders.CONTENT_TYPE, content.type());
        response.putHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        response.headers().add(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        response.putHeader("X-Content-Type-Options", "nosniff");
        response.putHeader("Content-Disposition", "attachment");
        response.putHeader("Content-Security-Policy", "default-src 'none'; sandbox");
        if (content.securityContext() != null
                && content.securityContext().matches("[\\w:/.-]{1,200}")) {
            response.putHeader("X-Security-Context", content.securityContext());
        }
        end(http, response, content.bytes());
    }

    /** A weak tag says nothing about bytes, so that {@code If-Range} always gets the whole. */
    private static void end(RoutingContext http, HttpServerResponse response, Buffer bytes) {
        Optional<ByteRange> range =
                http.request().getHeader("If-Range") == null
                        ? ByteRange.of(http.request().getHeader("Range"), bytes.length())
                        : Optional.empty();
        Buffer sent = bytes;
        if (range.isPresent()) {
            response.putHeader(HttpHeaders.CONTENT_RANGE, range.get().contentRange(bytes.length()));
            response.setStatusCode(range.get().isSatisfiable() ? PARTIAL : NOT_SATISFIABLE);
            sent =
                    range.get().isSatisfiable()
                            ? bytes.slice((int) range.get().first(), (int) range.get().last() + 1)
                            : Buffer.buffer();
        }
        if (http.request().method() == HttpMethod.HEAD) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(sent.length()));
            response.end();
        } else {
            response.end(sent);
        }
    }
}
