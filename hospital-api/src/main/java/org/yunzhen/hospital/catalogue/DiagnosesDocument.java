package org.yunzhen.hospital.catalogue;

import static org.yunzhen.hospital.catalogue.EntryReading.elements;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.yunzhen.mappings.identifier.Systems;

/** Diagnoses of the catalogue as a CodeSystem of ICD-10, or a fragment of it, says them. */
final class DiagnosesDocument {
    /** Property of a concept: whether it is a chronic disease; no, where nothing is said. */
    static final String CHRONIC = "chronic";

    /** Property of a concept: whether follow-up online suits it; yes, where nothing is said. */
    static final String ONLINE_FOLLOW_UP = "online-follow-up";

    private DiagnosesDocument() {}

    /** Whether it is of the national edition of ICD-10. */
    static boolean isOne(JsonNode document) {
        return isUrl(document.path("url"));
    }

    /** Whether a canonical is that of the national edition of ICD-10. */
    static boolean isUrl(JsonNode url) {
        return url.asText().equals(Systems.ICD_10_CN);
    }

    /** The entries, as texts; what lacks is told to the reading. */
    static List<JsonObject> read(JsonNode document, EntryReading reading) {
        List<JsonObject> entries = new ArrayList<>();
        gather(document, "CodeSystem", reading, entries, new HashSet<>());
        return entries;
    }

    private static void gather(
            JsonNode bearer,
            String path,
            EntryReading reading,
            List<JsonObject> entries,
            Set<String> told) {
        int position = 0;
        for (JsonNode concept : bearer.path("concept")) {
            String element = path + ".concept[" + position++ + "]";
            if (!told.add(concept.path("code").asText())) {
                reading.fault(element + ".code");
            }
            entries.add(entry(concept, element, reading));
            gather(concept, element, reading, entries, told);
        }
    }

    private static JsonObject entry(JsonNode concept, String element, EntryReading reading) {
        String name = reading.text(concept.path("display"), element + ".display");
        return new JsonObject()
                .put("code", reading.text(concept.path("code"), element + ".code"))
                .put("name_zh", name)
                .put("name_en", english(concept, name))
                .put("chronic", yesOrNo(concept, CHRONIC, false))
                .put("online_follow_up", yesOrNo(concept, ONLINE_FOLLOW_UP, true));
    }

    private static String english(JsonNode concept, String otherwise) {
        return elements(concept.path("designation"))
                .filter(designation -> designation.path("language").asText().startsWith("en"))
                .map(designation -> designation.path("value").asText())
                .findFirst()
                .orElse(otherwise);
    }

    private static String yesOrNo(JsonNode concept, String property, boolean otherwise) {
        boolean yes =
                elements(concept.path("property"))
                        .filter(one -> one.path("code").asText().equals(property))
                        .map(one -> one.path("valueBoolean").asBoolean(otherwise))
                        .findFirst()
                        .orElse(otherwise);
        return yes ? "Y" : "N";
    }
}
