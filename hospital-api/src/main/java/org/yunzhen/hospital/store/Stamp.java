package org.yunzhen.hospital.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.json.FhirJson;

/** What the server writes into a document: id, version, instant, and the mark of its workflow. */
public final class Stamp {
    private static final DateTimeFormatter INSTANT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX");

    private Stamp() {}

    /** An instant as FHIR writes it, in UTC with milliseconds. */
    public static String instant(OffsetDateTime at) {
        return INSTANT.format(at);
    }

    /** Whether a document bears a workflow's mark, which no caller may set or remove. */
    public static boolean marked(JsonNode document) {
        for (JsonNode tag : document.path("meta").path("tag")) {
            if (Systems.WORKFLOW.equals(tag.path("system").textValue())) {
                return true;
            }
        }
        return false;
    }

    static ObjectNode on(
            ObjectNode document, String id, int version, OffsetDateTime at, String workflow) {
        ObjectNode stamped = FhirJson.object();
        stamped.set("resourceType", document.get("resourceType"));
        stamped.put("id", id);
        stamped.set("meta", meta(document.path("meta"), version, at, workflow));
        for (Map.Entry<String, JsonNode> property : document.properties()) {
            String name = property.getKey();
            if (!name.equals("resourceType") && !name.equals("id") && !name.equals("meta")) {
                stamped.set(name, property.getValue());
            }
        }
        return stamped;
    }

    private static ObjectNode meta(
            JsonNode given, int version, OffsetDateTime at, String workflow) {
        ObjectNode meta = FhirJson.object();
        meta.put("versionId", Integer.toString(version));
        meta.put("lastUpdated", instant(at));
        for (Map.Entry<String, JsonNode> property : given.properties()) {
            if (!meta.has(property.getKey()) && !property.getKey().equals("_versionId")) {
                meta.set(property.getKey(), property.getValue());
            }
        }
        mark(meta, workflow);
        return meta;
    }

    private static void mark(ObjectNode meta, String workflow) {
        ArrayNode kept = FhirJson.array();
        for (JsonNode tag : meta.path("tag")) {
            if (!Systems.WORKFLOW.equals(tag.path("system").textValue())) {
                kept.add(tag);
            }
        }
        if (workflow != null) {
            kept.addObject().put("system", Systems.WORKFLOW).put("code", workflow);
        }
        if (kept.isEmpty()) {
            meta.remove("tag");
        } else {
            meta.set("tag", kept);
        }
    }
}
