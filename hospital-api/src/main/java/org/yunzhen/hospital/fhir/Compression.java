package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Packed bodies in both directions, by a {@link ContentCoding}. Answers that fit into a packet or
 * two are sent as they are: packing them would cost more than it saves. What is sent packed is
 * bounded while it is unpacked, whatever it says of its size.
 */
@ApplicationScoped
class Compression {
    private static final int ANSWER_BYTES_MIN = 4 * 1024;

    /** About a millisecond of work. */
    private static final int ON_EVENT_LOOP_BYTES_MAX = 64 * 1024;

    private static final int CHUNK_BYTES = 8 * 1024;
    private static final String KNOWN = "br, gzip";
    private static final String UNPACKED_KEPT = "yunzhen.unpacked";

    private final Vertx vertx;
    private final LargeBodies largeBodies;

    /** What of a coding is native is loaded beside the rest: an event loop would wait for it. */
    Compression(Vertx vertx, LargeBodies largeBodies) {
        this.vertx = vertx;
        this.largeBodies = largeBodies;
        vertx.executeBlocking(ContentCoding.BR::isAvailable, false);
    }

    /**
     * Unpacks the body of a request, on a worker.
     *
     * @throws RefusedException 413 when it is unpacked larger than a body of this request may be,
     *     415 for a coding that is not spoken here
     */
    Uni<Void> unpacked(RoutingContext http) {
        String coding = http.request().getHeader(HttpHeaders.CONTENT_ENCODING);
        if (coding == null || coding.isBlank() || coding.trim().equalsIgnoreCase("identity")) {
            return Uni.createFrom().voidItem();
        }
        Optional<ContentCoding> known = ContentCoding.of(coding);
        if (known.isEmpty()) {
            return Uni.createFrom()
                    .failure(new RefusedException(Refusal.UNSUPPORTED_MEDIA_TYPE, KNOWN));
        }
        int bytesMax = Bodies.limit(http);
        Buffer packed = http.body() == null ? null : http.body().buffer();
        if (packed == null) {
            return Uni.createFrom().voidItem();
        }
        return largeBodies
                .work(() -> unpack(known.get(), packed.getBytes(), bytesMax))
                .invoke(plain -> http.put(UNPACKED_KEPT, plain))
                .replaceWithVoid();
    }

    /** How many bytes the body of a request has when it is unpacked; it is not kept. */
    Uni<Integer> bytesUnpacked(RoutingContext http) {
        Buffer body = body(http);
        if (body == null) {
            return Uni.createFrom().item(0);
        }
        String coding = http.request().getHeader(HttpHeaders.CONTENT_ENCODING);
        Optional<ContentCoding> known =
                coding == null ? Optional.empty() : ContentCoding.of(coding);
        int bytesMax = Bodies.limit(http);
        return known.map(of -> largeBodies.work(() -> measure(of, body.getBytes(), bytesMax)))
                .orElseGet(() -> Uni.createFrom().item(body.length()));
    }

    /** The body of a request as it is meant, or null. */
    static Buffer body(RoutingContext http) {
        Buffer unpacked = http.get(UNPACKED_KEPT);
        if (unpacked != null) {
            return unpacked;
        }
        return http.body() == null ? null : http.body().buffer();
    }

    /** The answer, packed where that pays and the caller takes it. */
    Uni<Answer> packed(RoutingContext http, Answer answer) {
        Buffer body = answer.body();
        if (body == null || body.length() < ANSWER_BYTES_MIN) {
            return Uni.createFrom().item(answer);
        }
        http.response().headers().add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        boolean head = http.request().method() == HttpMethod.HEAD;
        Optional<ContentCoding> coding =
                ContentCoding.best(http.request().getHeader(HttpHeaders.ACCEPT_ENCODING));
        return head || coding.isEmpty()
                ? Uni.createFrom().item(answer)
                : packed(http, answer, coding.get());
    }

    private Uni<Answer> packed(RoutingContext http, Answer answer, ContentCoding coding) {
        Buffer body = answer.body();
        Uni<Buffer> packed =
                body.length() <= ON_EVENT_LOOP_BYTES_MAX
                        ? Uni.createFrom().item(() -> pack(coding, body))
                        : onWorker(() -> pack(coding, body));
        return packed.map(answer::withBody)
                .invoke(
                        () ->
                                http.response()
                                        .putHeader(HttpHeaders.CONTENT_ENCODING, coding.code()));
    }

    private <T> Uni<T> onWorker(Callable<T> work) {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(work, false).toCompletionStage());
    }

    private static Buffer pack(ContentCoding coding, Buffer body) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(body.length() / 4);
        try (OutputStream packing = coding.packing(packed)) {
            packing.write(body.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Buffer.buffer(packed.toByteArray());
    }

    /** Of a body that cannot be unpacked, as much as can; its refusal comes when it is read. */
    private static int measure(ContentCoding coding, byte[] packed, int bytesMax) {
        byte[] chunk = new byte[CHUNK_BYTES];
        int bytes = 0;
        try (InputStream unpacking = coding.unpacking(new ByteArrayInputStream(packed))) {
            for (int read = 0; read >= 0 && bytes < bytesMax; read = unpacking.read(chunk)) {
                bytes += read;
            }
        } catch (IOException broken) {
            return bytes;
        }
        return bytes;
    }

    private static Buffer unpack(ContentCoding coding, byte[] packed, int bytesMax) {
        Buffer plain = Buffer.buffer();
        byte[] chunk = new byte[CHUNK_BYTES];
        try (InputStream unpacking = coding.unpacking(new ByteArrayInputStream(packed))) {
            for (int read = unpacking.read(chunk); read >= 0; read = unpacking.read(chunk)) {
                plain.appendBytes(chunk, 0, read);
                if (plain.length() > bytesMax) {
                    throw new RefusedException(Refusal.PAYLOAD_TOO_LARGE, bytesMax);
                }
            }
        } catch (IOException broken) {
            throw new RefusedException(Refusal.MALFORMED_REQUEST);
        }
        return plain;
    }
}
