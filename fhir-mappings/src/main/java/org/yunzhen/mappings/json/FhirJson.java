package org.yunzhen.mappings.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/**
 * FHIR's JSON as a tree, read strictly and written without loss: decimals keep their zeros, keys
 * are unique, depth and number length are bounded before anything is built.
 */
public final class FhirJson {
    /** Deepest nesting that is read, in objects and arrays (stated limit of the FHIR door). */
    public static final int DEPTH_MAX = 64;

    /** Most names, values and brackets of a document that are read. */
    public static final int TOKENS_MAX = 1_000_000;

    /** The same of one resource of a type that is a list by nature: codes, members, definitions. */
    public static final int LIST_TOKENS_MAX = 250_000;

    /** The same of one resource of any other type. */
    public static final int RECORD_TOKENS_MAX = 60_000;

    /** Longest number that is read, in digits. */
    public static final int NUMBER_DIGITS_MAX = 64;

    private static final ObjectMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(DEPTH_MAX)
                                                    .maxNumberLength(NUMBER_DIGITS_MAX)
                                                    .maxTokenCount(TOKENS_MAX)
                                                    .build())
                                    .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                                    .build())
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
                    .build();

    private static final ObjectReader READER = MAPPER.readerFor(JsonNode.class);
    private static final ObjectReader PART =
            READER.without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final ObjectReader READER_OF_OWN =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(DEPTH_MAX * 2)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
                    .build()
                    .readerFor(JsonNode.class);

    /** A smaller document is built in little room, whatever it turns out to be. */
    private static final int GONE_THROUGH_FROM_BYTES = 64 * 1024;

    private FhirJson() {}

    /**
     * Reads one JSON document that somebody sent. A large one is gone through before anything is
     * built of it: what is refused for its syntax, depth or number of values takes no heap.
     *
     * @param tokensMax most names, values and brackets that it may have
     * @throws MalformedJsonException as {@link #parse(byte[])}, and when it has more
     */
    public static JsonNode parse(byte[] utf8, int tokensMax) {
        if (utf8.length > Math.min(GONE_THROUGH_FROM_BYTES, tokensMax)) {
            goThrough(utf8, tokensMax);
        }
        return parse(utf8);
    }

    private static void goThrough(byte[] utf8, int tokensMax) {
        try (JsonParser parser = MAPPER.createParser(utf8)) {
            while (parser.nextToken() != null) {
                if (parser.currentTokenCount() > tokensMax) {
                    JsonLocation at = parser.currentTokenLocation();
                    throw new MalformedJsonException(
                            MalformedJsonException.Kind.TOO_MANY, at.getLineNr(), at.getColumnNr());
                }
            }
        } catch (JsonProcessingException e) {
            throw MalformedJsonException.of(e);
        } catch (IOException e) {
            throw new MalformedJsonException(MalformedJsonException.Kind.SYNTAX, 0, 0);
        }
    }

    /**
     * Reads one JSON document.
     *
     * @throws MalformedJsonException when the text is not JSON, names a key twice, is deeper than
     *     {@link #DEPTH_MAX} or holds characters that Unicode forbids
     */
    public static JsonNode parse(byte[] utf8) {
        try {
            JsonNode tree = READER.readTree(utf8);
            if (tree == null || tree.isMissingNode()) {
                throw new MalformedJsonException(MalformedJsonException.Kind.SYNTAX, 0, 0);
            }
            return tree;
        } catch (JsonProcessingException e) {
            throw MalformedJsonException.of(e);
        } catch (IOException | NumberFormatException e) {
            // the latter: an exponent that no decimal can hold, which Jackson throws as it is
            throw new MalformedJsonException(MalformedJsonException.Kind.SYNTAX, 0, 0);
        }
    }

    /**
     * Reads what this service wrote itself: a Bundle may hold a resource that is nested as deep as
     * is allowed, and a long text.
     */
    public static JsonNode reread(byte[] utf8) {
        try {
            return READER_OF_OWN.readTree(utf8);
        } catch (IOException e) {
            throw new IllegalStateException("what was written can be read", e);
        }
    }

    /**
     * One property of an object that was parsed before; what stands behind it is not read.
     *
     * @return a missing node when the object has none of that name
     */
    public static JsonNode property(byte[] utf8, String name) {
        try (JsonParser parser = MAPPER.createParser(utf8)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = parser.currentName().equals(name);
                parser.nextToken();
                if (wanted) {
                    return PART.readTree(parser);
                }
                parser.skipChildren();
            }
            return MissingNode.getInstance();
        } catch (IOException e) {
            throw new IllegalStateException("a document that was read can be read again", e);
        }
    }

    /** Writes a tree as UTF-8 without white space. */
    public static byte[] write(JsonNode tree) {
        try {
            return MAPPER.writeValueAsBytes(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that was read can be written", e);
        }
    }

    /** Writes a tree for a reader's eyes ({@code _pretty}). */
    public static byte[] writePretty(JsonNode tree) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that was read can be written", e);
        }
    }

    /** A new, empty object of this codec's node factory. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** A text as a node. */
    public static JsonNode text(String text) {
        return MAPPER.getNodeFactory().textNode(text);
    }

    /** A new, empty array of this codec's node factory. */
    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }
}
