package org.yunzhen.sandbox.journal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.yunzhen.sandbox.exchange.Json;

/** Reads the lines of a journal and tells where the last whole one ends. */
final class JournalReader {
    private JournalReader() {}

    /**
     * Hands every whole line to the taker.
     *
     * @return the length in bytes of the sound part of the file
     * @throws IllegalStateException when a line that is followed by another is damaged
     */
    static long read(Path file, Consumer<JsonNode> taker) throws IOException {
        long end = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            byte[] line = nextLine(in);
            while (line != null) {
                byte[] following = nextLine(in);
                JsonNode entry = parse(line);
                if (entry == null && following == null) {
                    return end;
                }
                if (entry == null) {
                    throw new IllegalStateException(
                            "damaged line after byte " + end + " of " + file);
                }
                taker.accept(entry);
                end += line.length + 1;
                line = following;
            }
        }
        return end;
    }

    /** The bytes before the next line feed; null at the end, also after an unfinished line. */
    private static byte[] nextLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                return line.toByteArray();
            }
            line.write(b);
        }
        return null;
    }

    /** Null when the bytes are no JSON object: a block that the disk never got reads as zeros. */
    private static JsonNode parse(byte[] line) {
        try {
            JsonNode entry = Json.read(line);
            return entry.isObject() ? entry : null;
        } catch (UncheckedIOException damaged) {
            return null;
        }
    }
}
