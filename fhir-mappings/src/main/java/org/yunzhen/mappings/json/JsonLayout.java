package org.yunzhen.mappings.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Copies stored JSON token by token: no tree is built, and no number loses a zero. */
public final class JsonLayout {
    /** A Bundle is a little deeper than the deepest document in it. */
    private static final int DEPTH_MAX = 2 * FhirJson.DEPTH_MAX;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEPTH_MAX)
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .build())
                    .streamWriteConstraints(
                            StreamWriteConstraints.builder().maxNestingDepth(DEPTH_MAX).build())
                    .build();

    private JsonLayout() {}

    /** For a reader's eyes ({@code _pretty}): one line for each value. */
    public static byte[] pretty(byte[] json) {
        ByteArrayOutputStream laidOut = new ByteArrayOutputStream(json.length * 2);
        try (JsonParser parser = parser(json);
                JsonGenerator generator = generator(laidOut).useDefaultPrettyPrinter()) {
            parser.nextToken();
            copyValue(parser, generator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return laidOut.toByteArray();
    }

    /** Reads what is stored, and was bounded when it came. */
    public static JsonParser parser(byte[] json) throws IOException {
        return FACTORY.createParser(json);
    }

    public static JsonGenerator generator(OutputStream json) throws IOException {
        return FACTORY.createGenerator(json);
    }

    /** Copies the value at which the parser stands, and leaves it at its end. */
    public static void copyValue(JsonParser parser, JsonGenerator generator) throws IOException {
        int depth = 0;
        do {
            JsonToken token = depth == 0 ? parser.currentToken() : parser.nextToken();
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (token.isNumeric()) {
                generator.writeNumber(parser.getText());
            } else {
                generator.copyCurrentEvent(parser);
            }
        } while (depth > 0);
    }
}
