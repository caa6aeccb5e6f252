package org.yunzhen.hospital.appointment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.yunzhen.mappings.json.FhirJson;

/** The extensions of a document, one per URL. */
final class ExtensionList {
    private ExtensionList() {}

    /** The extension of a URL. */
    static Optional<JsonNode> find(JsonNode document, String url) {
        for (JsonNode extension : document.path("extension")) {
            if (url.equals(extension.path("url").textValue())) {
                return Optional.of(extension);
            }
        }
        return Optional.empty();
    }

    /** Sets the value of an extension, replacing the one that is there. */
    static void set(ObjectNode document, String url, String valueName, JsonNode value) {
        remove(document, url);
        ObjectNode extension = FhirJson.object().put("url", url);
        extension.set(valueName, value);
        document.withArray("extension").add(extension);
    }

    static void remove(ObjectNode document, String url) {
        ArrayNode kept = FhirJson.array();
        for (JsonNode extension : document.path("extension")) {
            if (!url.equals(extension.path("url").textValue())) {
                kept.add(extension);
            }
        }
        if (kept.isEmpty()) {
            document.remove("extension");
        } else {
            document.set("extension", kept);
        }
    }
}
