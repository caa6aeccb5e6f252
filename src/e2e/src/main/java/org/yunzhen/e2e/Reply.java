package org.yunzhen.e2e;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What came back over HTTP, and what was expected of it. */
public final class Reply {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final int EXCERPT_CHARACTERS = 300;

    private final HttpResponse<byte[]> http;

    Reply(HttpResponse<byte[]> http) {
        this.http = http;
    }

    public int status() {
        return http.statusCode();
    }

    /** A header, or empty. */
    public Optional<String> header(String name) {
        return http.headers().firstValue(name);
    }

    public byte[] bytes() {
        return http.body();
    }

    public String text() {
        return new String(http.body(), StandardCharsets.UTF_8);
    }

    /** The body; a broken promise when it is not JSON. */
    public JsonNode json() {
        try {
            return JSON.readTree(http.body());
        } catch (IOException e) {
            throw new BrokenPromiseException("the body is no JSON: " + excerpt(), e);
        }
    }

    /** The id of the resource in the body. */
    public String id() {
        return json().path("id").asText();
    }

    /** {@code Type/id} of the resource in the body. */
    public String reference() {
        return json().path("resourceType").asText() + "/" + id();
    }

    /** The codes of the issues of an OperationOutcome. */
    public List<String> refusals() {
        List<String> codes = new ArrayList<>();
        for (JsonNode issue : json().path("issue")) {
            codes.add(issue.path("details").path("coding").path(0).path("code").asText());
        }
        return codes;
    }

    /** The value of a parameter of a {@code Parameters} answer; missing when there is none. */
    public JsonNode parameter(String name) {
        for (JsonNode parameter : json().path("parameter")) {
            if (name.equals(parameter.path("name").asText())) {
                return valueOf(parameter);
            }
        }
        return json().path("no such parameter");
    }

    /** All parameters of a name. */
    public List<JsonNode> parameters(String name) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode parameter : json().path("parameter")) {
            if (name.equals(parameter.path("name").asText())) {
                found.add(parameter);
            }
        }
        return found;
    }

    /** A number of an extension whose url ends with a name; empty when there is none. */
    public Optional<BigDecimal> extensionNumber(String name) {
        for (JsonNode extension : json().path("extension")) {
            if (extension.path("url").asText().endsWith("/" + name)) {
                return Optional.of(valueOf(extension))
                        .filter(JsonNode::isNumber)
                        .map(JsonNode::decimalValue);
            }
        }
        return Optional.empty();
    }

    /** This reply, if it has one of the statuses. */
    public Reply expect(int... statuses) {
        for (int status : statuses) {
            if (status == status()) {
                return this;
            }
        }
        throw new BrokenPromiseException("answered " + status() + ": " + excerpt());
    }

    /** This reply, if it refuses with that status and that code of ours. */
    public Reply refused(int status, String code) {
        expect(status);
        if (!refusals().contains(code)) {
            throw new BrokenPromiseException(
                    "refused with " + refusals() + " instead of " + code + ": " + excerpt());
        }
        return this;
    }

    private String excerpt() {
        String text = text();
        return text.substring(0, Math.min(text.length(), EXCERPT_CHARACTERS));
    }

    private static JsonNode valueOf(JsonNode parameter) {
        for (var property : parameter.properties()) {
            if (property.getKey().startsWith("value") || property.getKey().equals("resource")) {
                return property.getValue();
            }
        }
        return parameter.path("part");
    }
}
