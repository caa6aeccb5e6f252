package org.yunzhen.hospital.fhir;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import com.aayushatharva.brotli4j.encoder.BrotliOutputStream;
import com.aayushatharva.brotli4j.encoder.Encoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The content codings of RFC 9110 section 8.4.1 that are spoken here, the one that packs better
 * first. Each packs at its quickest level: what it leaves unpacked is a tenth, and it costs a
 * third.
 */
enum ContentCoding {
    /** RFC 7932; its code is native, and not there on every kind of machine. */
    BR {
        @Override
        boolean isAvailable() {
            return Brotli4jLoader.isAvailable();
        }

        @Override
        OutputStream packing(OutputStream packed) throws IOException {
            return new BrotliOutputStream(
                    packed,
                    new Encoder.Parameters().setQuality(1).setWindow(WINDOW_BITS),
                    CHUNK_BYTES);
        }

        @Override
        InputStream unpacking(InputStream packed) throws IOException {
            return new BrotliInputStream(packed, CHUNK_BYTES);
        }
    },

    /** RFC 1952. */
    GZIP {
        @Override
        boolean isAvailable() {
            return true;
        }

        @Override
        OutputStream packing(OutputStream packed) throws IOException {
            return new FastGzip(packed);
        }

        @Override
        InputStream unpacking(InputStream packed) throws IOException {
            return new GZIPInputStream(packed, CHUNK_BYTES);
        }
    };

    private static final int CHUNK_BYTES = 8 * 1024;

    /** 256 kB outside the heap for each answer that is being packed. */
    private static final int WINDOW_BITS = 18;

    private static final double NOT_NAMED = -1;

    /** Whether this machine can do it. */
    abstract boolean isAvailable();

    /** What is written to it arrives packed. */
    abstract OutputStream packing(OutputStream packed) throws IOException;

    /** What is read from it comes unpacked. */
    abstract InputStream unpacking(InputStream packed) throws IOException;

    /** As headers name it. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of a name. */
    static Optional<ContentCoding> of(String code) {
        return Stream.of(values())
                .filter(coding -> coding.code().equalsIgnoreCase(code.strip()))
                .filter(ContentCoding::isAvailable)
                .findFirst();
    }

    /** The one that a caller likes best by {@code Accept-Encoding}, or empty for none. */
    static Optional<ContentCoding> best(String accepted) {
        ContentCoding best = null;
        double liked = 0;
        for (ContentCoding coding : values()) {
            double weight = accepted == null ? 0 : coding.weight(accepted);
            if (weight > liked && coding.isAvailable()) {
                best = coding;
                liked = weight;
            }
        }
        return Optional.ofNullable(best);
    }

    private double weight(String accepted) {
        double named = NOT_NAMED;
        double any = 0;
        for (String one : accepted.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = one.strip().split("\\s*;\\s*", -1);
            if (parts[0].equals(code())) {
                named = weight(parts);
            } else if (parts[0].equals("*")) {
                any = weight(parts);
            }
        }
        return named == NOT_NAMED ? any : named;
    }

    private static double weight(String[] parts) {
        if (parts.length == 1) {
            return 1;
        }
        return parts[1].matches("q=[01](\\.[0-9]{0,3})?")
                ? Double.parseDouble(parts[1].substring(2))
                : 0;
    }

    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream packed) throws IOException {
            super(packed, CHUNK_BYTES);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
