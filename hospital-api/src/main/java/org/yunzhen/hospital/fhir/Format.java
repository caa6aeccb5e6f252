package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.xml.FhirXml;

/** The two spellings of a resource on the wire. What is stored is JSON. */
enum Format {
    JSON("application/fhir+json"),
    XML("application/fhir+xml");

    private final String mediaType;
    private final CharSequence contentType;

    Format(String mediaType) {
        this.mediaType = mediaType;
        this.contentType = HttpHeaders.createOptimized(mediaType + ";charset=utf-8");
    }

    String mediaType() {
        return mediaType;
    }

    CharSequence contentType() {
        return contentType;
    }

    /**
     * Reads a body that somebody sent.
     *
     * @param tokensMax most names, values and brackets that it may have as JSON
     */
    JsonNode parse(byte[] bytes, int tokensMax) {
        return switch (this) {
            case JSON -> FhirJson.parse(UnicodeBytes.checked(bytes), tokensMax);
            case XML -> FhirXml.parse(bytes, tokensMax);
        };
    }

    /** Writes a document made for this answer. */
    Buffer write(JsonNode document) {
        return Buffer.buffer(
                switch (this) {
                    case JSON -> FhirJson.write(document);
                    case XML -> FhirXml.write(document);
                });
    }
}
