package org.yunzhen.hospital.settlement;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** The name of a person's document as one text, Chinese order. */
final class Names {
    private Names() {}

    static Optional<String> of(JsonNode person) {
        JsonNode name = person.path("name").path(0);
        String text = name.path("text").asText("");
        if (text.isEmpty()) {
            StringBuilder built = new StringBuilder(name.path("family").asText(""));
            name.path("given").forEach(given -> built.append(given.asText()));
            text = built.toString();
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
