package org.yunzhen.hospital.terminology;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.mappings.json.FhirJson;

/** Words for questions about codes and their answers. */
final class Terms {
    private Terms() {}

    /** A query of names and values in turn. */
    static String query(String... namesAndValues) {
        StringBuilder query = new StringBuilder("?");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            query.append(i == 0 ? "" : "&")
                    .append(namesAndValues[i])
                    .append('=')
                    .append(URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
        }
        return query.toString();
    }

    /** The value of the first parameter of a name, or a missing node. */
    static JsonNode out(Reply reply, String name) {
        for (JsonNode parameter : reply.json().path("parameter")) {
            if (parameter.path("name").asText().equals(name)) {
                return value(parameter);
            }
        }
        return FhirJson.object().path("none");
    }

    /** Values of a property in the answer of {@code $lookup}. */
    static List<String> properties(Reply reply, String code) {
        List<String> found = new ArrayList<>();
        for (JsonNode parameter : reply.json().path("parameter")) {
            JsonNode parts = parameter.path("part");
            if (parameter.path("name").asText().equals("property")
                    && value(parts.path(0)).asText().equals(code)) {
                found.add(value(parts.path(1)).asText());
            }
        }
        return found;
    }

    /** Codes of an expansion. */
    static List<String> codes(Reply reply) {
        List<String> codes = new ArrayList<>();
        reply.json()
                .path("expansion")
                .path("contains")
                .forEach(one -> codes.add(one.path("code").asText()));
        return codes;
    }

    private static JsonNode value(JsonNode parameter) {
        for (var property : parameter.properties()) {
            if (property.getKey().startsWith("value")) {
                return property.getValue();
            }
        }
        return FhirJson.object().path("none");
    }
}
