package org.yunzhen.mappings.subset;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.filter.FilteringGeneratorDelegate;
import com.fasterxml.jackson.core.filter.TokenFilter.Inclusion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.definition.Structure;
import org.yunzhen.mappings.json.JsonLayout;

/**
 * A part of each document: what {@code _summary} or {@code _elements} asks for, with what a
 * resource may not lack, and marked as SUBSETTED. Works on the bytes token by token.
 */
public final class Subset {
    private static final String OBSERVATION_VALUE =
            "http://terminology.hl7.org/CodeSystem/v3-ObservationValue";
    private static final String META = "meta";
    private static final String TAG = "tag";

    /** What of a document is wished. */
    enum Part {
        SUMMARY,
        TEXT,
        DATA,
        ELEMENTS
    }

    private final Part part;
    private final Set<String> elements;

    private Subset(Part part, Set<String> elements) {
        this.part = part;
        this.elements = elements;
    }

    /** What is marked as summary in the definitions ({@code _summary=true}). */
    public static Subset summary() {
        return new Subset(Part.SUMMARY, Set.of());
    }

    /** The narrative and what is mandatory ({@code _summary=text}). */
    public static Subset text() {
        return new Subset(Part.TEXT, Set.of());
    }

    /** Everything but the narrative ({@code _summary=data}). */
    public static Subset data() {
        return new Subset(Part.DATA, Set.of());
    }

    /** Some elements of the top level, by name, and what is mandatory ({@code _elements}). */
    public static Subset elements(Set<String> names) {
        return new Subset(Part.ELEMENTS, Set.copyOf(names));
    }

    /** The part of a stored document, whose first property is its type. */
    public byte[] of(byte[] document) {
        ByteArrayOutputStream part = new ByteArrayOutputStream(document.length);
        try (JsonParser parser = JsonLayout.parser(document);
                JsonGenerator generator = JsonLayout.generator(part)) {
            parser.nextToken();
            parser.nextToken();
            String type = parser.nextTextValue();
            Structure structure = Definitions.r4().structure(type);
            JsonGenerator filtered =
                    new FilteringGeneratorDelegate(
                            generator,
                            new SubsetFilter(this.part, elements, structure),
                            Inclusion.INCLUDE_ALL_AND_PATH,
                            true);
            filtered.writeStartObject();
            filtered.writeStringField("resourceType", type);
            copyRest(parser, filtered);
            filtered.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return part.toByteArray();
    }

    private static void copyRest(JsonParser parser, JsonGenerator generator) throws IOException {
        boolean marked = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            generator.writeFieldName(parser.currentName());
            boolean meta = parser.currentName().equals(META);
            parser.nextToken();
            if (meta) {
                copyMarked(parser, generator);
                marked = true;
            } else {
                JsonLayout.copyValue(parser, generator);
            }
        }
        if (!marked) {
            generator.writeObjectFieldStart(META);
            tags(generator);
            generator.writeEndObject();
        }
        generator.writeEndObject();
    }

    /** Meta, with one tag more. */
    private static void copyMarked(JsonParser parser, JsonGenerator generator) throws IOException {
        boolean tagged = false;
        generator.writeStartObject();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            generator.writeFieldName(name);
            parser.nextToken();
            if (name.equals(TAG)) {
                generator.writeStartArray();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    JsonLayout.copyValue(parser, generator);
                }
                mark(generator);
                generator.writeEndArray();
                tagged = true;
            } else {
                JsonLayout.copyValue(parser, generator);
            }
        }
        if (!tagged) {
            tags(generator);
        }
        generator.writeEndObject();
    }

    private static void tags(JsonGenerator generator) throws IOException {
        generator.writeArrayFieldStart(TAG);
        mark(generator);
        generator.writeEndArray();
    }

    private static void mark(JsonGenerator generator) throws IOException {
        generator.writeStartObject();
        generator.writeStringField("system", OBSERVATION_VALUE);
        generator.writeStringField("code", "SUBSETTED");
        generator.writeEndObject();
    }
}
