package org.yunzhen.hospital.consultation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Reads references between resources of this server. */
final class References {
    private References() {}

    /** The id in a Reference to a resource of a type, or empty when it refers to another. */
    static Optional<String> id(JsonNode reference, String type) {
        String text = reference.path("reference").asText("");
        String prefix = type + "/";
        return text.startsWith(prefix) && text.length() > prefix.length()
                ? Optional.of(text.substring(prefix.length()))
                : Optional.empty();
    }

    /** The id of the first participant of a type in an Appointment or an Encounter. */
    static Optional<String> participant(JsonNode document, String type) {
        for (JsonNode participant : document.path("participant")) {
            JsonNode reference =
                    participant.has("actor")
                            ? participant.path("actor")
                            : participant.path("individual");
            Optional<String> id = id(reference, type);
            if (id.isPresent()) {
                return id;
            }
        }
        return Optional.empty();
    }
}
