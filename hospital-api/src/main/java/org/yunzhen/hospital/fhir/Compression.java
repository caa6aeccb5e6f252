package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Multi;
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
     * How many bytes the body of a request has at most when it is unpacked. One that turns out to
     * be small is kept as it is then.
     */
    int bytesMax(RoutingContext http) {
        Buffer body = body(http);
        if (body == null) {
            return 0;
        }
        Optional<ContentCoding> coding = coding(http);
        if (coding.isEmpty()) {
            return body.length();
        }
        Optional<Buffer> plain =
                body.length() > LargeBodies.ON_EVENT_LOOP_BYTES_MAX
                        ? Optional.empty()
                        : unpack(coding.get(), body, LargeBodies.ON_EVENT_LOOP_BYTES_MAX);
        plain.ifPresent(small -> http.put(UNPACKED_KEPT, small));
        return plain.map(Buffer::length).orElseGet(() -> Bodies.limit(http));
    }

    /**
     * Unpacks the body of a request, on a worker if that is not done yet, and tells how many bytes
     * it has.
     *
     * @throws RefusedException 413 when it is unpacked larger than a body of this request may be,
     *     415 for a coding that is not spoken here
     */
    Uni<Integer> unpacked(RoutingContext http) {
        Buffer body = body(http);
        boolean isPlain = body == null || http.get(UNPACKED_KEPT) != null;
        Optional<ContentCoding> coding = isPlain ? Optional.empty() : coding(http);
        if (coding.isEmpty()) {
            return Uni.createFrom().item(body == null ? 0 : body.length());
        }
        int bytesMax = Bodies.limit(http);
        return largeBodies
                .work(() -> unpack(coding.get(), body, bytesMax))
                .map(
                        plain ->
                                plain.orElseThrow(
                                        () ->
                                                new RefusedException(
                                                        Refusal.PAYLOAD_TOO_LARGE, bytesMax)))
                .invoke(plain -> http.put(UNPACKED_KEPT, plain))
                .map(Buffer::length);
    }

    /** What the body of a request is packed by; empty when it comes as it is. */
    private static Optional<ContentCoding> coding(RoutingContext http) {
        String named = http.request().getHeader(HttpHeaders.CONTENT_ENCODING);
        if (named == null || named.isBlank() || named.trim().equalsIgnoreCase("identity")) {
            return Optional.empty();
        }
        return Optional.of(
                ContentCoding.of(named)
                        .orElseThrow(
                                () -> new RefusedException(Refusal.UNSUPPORTED_MEDIA_TYPE, KNOWN)));
    }

    /** The body of a request as it is meant, or null. */
    static Buffer body(RoutingContext http) {
        Buffer unpacked = http.get(UNPACKED_KEPT);
        if (unpacked != null) {
            return unpacked;
        }
        return Bodies.body(http);
    }

    /** Lets go of what has been parsed: its tree is large enough. */
    static void letGo(RoutingContext http) {
        http.remove(UNPACKED_KEPT);
        Bodies.letGo(http);
    }

    /** Whether an answer is sent as it is, whatever the caller takes. */
    static boolean isSmall(Answer answer) {
        return answer.body() == null || answer.body().length() < ANSWER_BYTES_MIN;
    }

    /** The answer, packed where that pays and the caller takes it. */
    Uni<Answer> packed(RoutingContext http, Answer answer) {
        if (isSmall(answer)) {
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

    /** What is sent part by part, packed on the way where the caller takes it. */
    Sending packed(RoutingContext http, Sending sending) {
        if (sending.content() == null) {
            return sending;
        }
        http.response().headers().add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        return ContentCoding.best(http.request().getHeader(HttpHeaders.ACCEPT_ENCODING))
                .map(coding -> sending.packed(coding.code(), parts(sending.content(), coding)))
                .orElse(sending);
    }

    private Multi<Buffer> parts(Multi<Buffer> content, ContentCoding coding) {
        return Multi.createFrom()
                .deferred(
                        () -> {
                            PackedParts parts = new PackedParts(coding);
                            Multi<Buffer> all =
                                    content.onItem()
                                            .transformToUniAndConcatenate(
                                                    part -> onWorker(() -> parts.with(part)));
                            Uni<Buffer> rest =
                                    Uni.createFrom().deferred(() -> onWorker(parts::rest));
                            return Multi.createBy()
                                    .concatenating()
                                    .streams(all, rest.toMulti())
                                    .select()
                                    .where(part -> part.length() > 0)
                                    .onTermination()
                                    .invoke(parts::close);
                        });
    }

    private Uni<Answer> packed(RoutingContext http, Answer answer, ContentCoding coding) {
        Buffer body = answer.body();
        Uni<Buffer> packed =
                body.length() <= LargeBodies.ON_EVENT_LOOP_BYTES_MAX
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

    /** The body unpacked; empty when it would be larger than that, and then nothing is kept. */
    private static Optional<Buffer> unpack(ContentCoding coding, Buffer packed, int bytesMax) {
        byte[] bytes = packed.getBytes();
        try {
            int length = length(coding, bytes, bytesMax);
            if (length > bytesMax) {
                return Optional.empty();
            }
            byte[] plain = new byte[length];
            try (InputStream unpacking = coding.unpacking(new ByteArrayInputStream(bytes))) {
                unpacking.readNBytes(plain, 0, length);
            }
            return Optional.of(Buffer.buffer(plain));
        } catch (IOException broken) {
            throw new RefusedException(Refusal.MALFORMED_REQUEST);
        }
    }

    /** How many bytes it has when it is unpacked; counted no further than it may have. */
    private static int length(ContentCoding coding, byte[] packed, int bytesMax)
            throws IOException {
        byte[] chunk = new byte[CHUNK_BYTES];
        int length = 0;
        try (InputStream unpacking = coding.unpacking(new ByteArrayInputStream(packed))) {
            int read = 0;
            while (read >= 0 && length <= bytesMax) {
                length += read;
                read = unpacking.read(chunk);
            }
        }
        return length;
    }
}
