package org.yunzhen.hospital.fhir;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Reads bodies within bounds: of each by what it is, of all that are held at once together. A
 * length that is declared is refused before a byte of it is read.
 */
final class Bodies {
    /** Of one resource. */
    static final int RESOURCE_BYTES_MAX = 2 * 1024 * 1024;

    /** Of a Bundle, the inputs of an operation, the content of a Binary. */
    private static final int BYTES_MAX = 16 * 1024 * 1024;

    /** Two Bundles of the greatest size; a heap of 192 MB holds the tree of one of them too. */
    private static final long AT_ONCE_BYTES_MAX = 2L * BYTES_MAX;

    /** Smaller ones are not counted: as many as may be inside at once do not matter. */
    private static final long COUNTED_FROM_BYTES = 64 * 1024;

    private static final String BODY = "yunzhen.body";
    private static final String HELD = "yunzhen.body-held";
    private static final String SERVED = "yunzhen.body-served";
    private static final String BROKEN = "yunzhen.body-broken";

    private static final Pattern ONE_RESOURCE =
            Pattern.compile("/fhir/(?!Binary)[A-Za-z]+(?:/[^/$]+)?/?");

    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    private final AtomicLong held = new AtomicLong();
    private final LastWords lastWords = new LastWords();

    /** The body of a request, or null. */
    static Buffer body(RoutingContext http) {
        return http.get(BODY);
    }

    /** Forgets the body: what it says has been read. */
    static void letGo(RoutingContext http) {
        http.remove(BODY);
    }

    /** Reads the body, if there is room for it. */
    void read(RoutingContext http) {
        HttpServerRequest request = http.request();
        if (request.isEnded()) {
            http.next();
            return;
        }
        OptionalLong declared = declared(http);
        long expected = declared.orElse(0);
        boolean large = expected >= COUNTED_FROM_BYTES;
        if (large && !hold(http, expected)) {
            stopReading(http);
            throw new RefusedException(Refusal.OVERLOADED);
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            http.response().writeContinue();
        }
        IncomingBody body = large ? new IncomingBody((int) expected) : new IncomingBody();
        request.exceptionHandler(broken -> breakOff(http))
                .handler(piece -> add(http, body, piece, declared.isEmpty()))
                .endHandler(ended -> pass(http, body))
                .resume();
    }

    /**
     * The sender hung up, or sent what is no HTTP (RFC 9112 section 7.1): never a fault of ours.
     */
    private static void breakOff(RoutingContext http) {
        http.put(BROKEN, true);
        http.fail(new RefusedException(Refusal.MALFORMED_REQUEST));
    }

    /** Whether a body broke off and took its connection along; in HTTP/2 a stream ends alone. */
    static boolean isBroken(RoutingContext http) {
        return http.get(BROKEN) != null && http.request().version() != HttpVersion.HTTP_2;
    }

    private static void pass(RoutingContext http, IncomingBody body) {
        if (body.bytes() > 0) {
            http.put(BODY, body.whole());
        }
        http.next();
    }

    /** What declares no length takes its room piece by piece. */
    private void add(RoutingContext http, IncomingBody body, Buffer piece, boolean counted) {
        boolean fits = body.bytes() + piece.length() <= limit(http);
        if (fits && (!counted || hold(http, piece.length()))) {
            body.add(piece);
            return;
        }
        stopReading(http);
        http.fail(
                fits
                        ? new RefusedException(Refusal.OVERLOADED)
                        : new RefusedException(Refusal.PAYLOAD_TOO_LARGE, limit(http)));
    }

    private boolean hold(RoutingContext http, long bytes) {
        if (held.addAndGet(bytes) > AT_ONCE_BYTES_MAX) {
            held.addAndGet(-bytes);
            return false;
        }
        Long before = http.get(HELD);
        http.put(HELD, before == null ? bytes : before + bytes);
        if (before == null) {
            http.addEndHandler(ended -> releaseUnlessServed(http));
        }
        return true;
    }

    /** From now on the body is held until it is released, though its sender may hang up. */
    void serve(RoutingContext http) {
        http.put(SERVED, true);
    }

    /** Makes room for another body. */
    void release(RoutingContext http) {
        Long bytes = http.remove(HELD);
        if (bytes != null) {
            held.addAndGet(-bytes);
        }
    }

    private void releaseUnlessServed(RoutingContext http) {
        if (http.get(SERVED) == null) {
            release(http);
        }
    }

    /** How many bytes a body of this request may have. */
    static int limit(RoutingContext http) {
        HttpServerRequest request = http.request();
        String path = request.path();
        boolean one =
                request.method() != HttpMethod.PATCH
                        && ONE_RESOURCE
                                .matcher(path.substring(Math.max(0, path.indexOf("/fhir"))))
                                .matches();
        return one ? RESOURCE_BYTES_MAX : BYTES_MAX;
    }

    /** Whether the request says of its body that it is larger than it may be. */
    static boolean isDeclaredTooLarge(RoutingContext http) {
        long declared = declared(http).orElse(0);
        return declared > RESOURCE_BYTES_MAX && declared > limit(http);
    }

    /** Reads no more of a body that is refused than its sender needs to read why. */
    void stopReading(RoutingContext http) {
        lastWords.hear(http);
    }

    /** How long the request says that its body is; empty for one that comes in pieces. */
    private static OptionalLong declared(RoutingContext http) {
        String length = http.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(
                LENGTH.matcher(length).matches() ? Long.parseLong(length) : Long.MAX_VALUE);
    }
}
