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
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * gzip of bodies in both directions (RFC 9110 section 8.4.1.3). Answers that fit into a packet or
 * two are sent as they are: packing them would cost more than it saves. What is sent packed is
 * bounded while it is unpacked, whatever it says of its size.
 */
@ApplicationScoped
class Compression {
    private static final int ANSWER_BYTES_MIN = 4 * 1024;

    /** About a millisecond of work. */
    private static final int ON_EVENT_LOOP_BYTES_MAX = 64 * 1024;

    private static final int CHUNK_BYTES = 8 * 1024;
    private static final String GZIP = "gzip";
    private static final String UNPACKED_KEPT = "yunzhen.unpacked";

    private final Vertx vertx;

    Compression(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Unpacks the body of a request, on a worker.
     *
     * @throws RefusedException 413 when it is unpacked larger than a body of this request may be,
     *     415 for another coding than gzip
     */
    Uni<Void> unpacked(RoutingContext http) {
        String coding = http.request().getHeader(HttpHeaders.CONTENT_ENCODING);
        if (coding == null || coding.isBlank() || coding.trim().equalsIgnoreCase("identity")) {
            return Uni.createFrom().voidItem();
        }
        if (!coding.trim().equalsIgnoreCase(GZIP)) {
            return Uni.createFrom()
                    .failure(new RefusedException(Refusal.UNSUPPORTED_MEDIA_TYPE, GZIP));
        }
        int bytesMax = Bodies.limit(http);
        Buffer packed = http.body() == null ? null : http.body().buffer();
        if (packed == null) {
            return Uni.createFrom().voidItem();
        }
        return onWorker(() -> unpack(packed.getBytes(), bytesMax))
                .invoke(plain -> http.put(UNPACKED_KEPT, plain))
                .replaceWithVoid();
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
        if (head || !isTaken(http.request().getHeader(HttpHeaders.ACCEPT_ENCODING))) {
            return Uni.createFrom().item(answer);
        }
        Uni<Buffer> packed =
                body.length() <= ON_EVENT_LOOP_BYTES_MAX
                        ? Uni.createFrom().item(() -> pack(body))
                        : onWorker(() -> pack(body));
        return packed.map(answer::withBody)
                .invoke(() -> http.response().putHeader(HttpHeaders.CONTENT_ENCODING, GZIP));
    }

    private <T> Uni<T> onWorker(Callable<T> work) {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(work, false).toCompletionStage());
    }

    /** Whether gzip is among the codings that the caller takes, and not with the weight 0. */
    private static boolean isTaken(String accepted) {
        if (accepted == null) {
            return false;
        }
        for (String one : accepted.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = one.strip().split("\\s*;\\s*", -1);
            if (parts[0].equals(GZIP) || parts[0].equals("*")) {
                return parts.length == 1 || !parts[1].matches("q=0(\\.0*)?");
            }
        }
        return false;
    }

    private static Buffer pack(Buffer body) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(body.length() / 4);
        try (OutputStream gzip = new FastGzip(packed)) {
            gzip.write(body.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Buffer.buffer(packed.toByteArray());
    }

    /** The quickest level: what it leaves unpacked is a tenth, and it costs a third. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream packed) throws IOException {
            super(packed, CHUNK_BYTES);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    private static Buffer unpack(byte[] packed, int bytesMax) {
        Buffer plain = Buffer.buffer();
        byte[] chunk = new byte[CHUNK_BYTES];
        try (InputStream gzip =
                new GZIPInputStream(new ByteArrayInputStream(packed), CHUNK_BYTES)) {
            for (int read = gzip.read(chunk); read >= 0; read = gzip.read(chunk)) {
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
