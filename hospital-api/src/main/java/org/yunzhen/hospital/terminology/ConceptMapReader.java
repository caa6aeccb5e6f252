package org.yunzhen.hospital.terminology;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;

/** Reads the mappings of a ConceptMap: those of codes, then what groups say of the unmapped. */
final class ConceptMapReader {
    /** R4 does not say how near an unmapped code is: no more is claimed than that they belong. */
    private static final String HOW_NEAR = "relatedto";

    private static final JsonNode NOTHING = MissingNode.getInstance();

    private ConceptMapReader() {}

    static List<Mapping> mappings(JsonNode map) {
        List<Mapping> mappings = new ArrayList<>();
        List<Mapping> unmapped = new ArrayList<>();
        for (JsonNode group : map.path("group")) {
            for (JsonNode element : group.path("element")) {
                element.path("target").forEach(t -> mappings.add(mapping(group, element, t)));
            }
            if (group.has("unmapped")) {
                unmapped.add(unmapped(group));
            }
        }
        mappings.addAll(unmapped);
        return mappings;
    }

    private static Mapping mapping(JsonNode group, JsonNode element, JsonNode target) {
        return new Mapping(
                group.path("source").textValue(),
                group.path("sourceVersion").textValue(),
                element.path("code").asText(),
                element.path("display").textValue(),
                group.path("target").textValue(),
                group.path("targetVersion").textValue(),
                target.path("code").textValue(),
                target.path("display").textValue(),
                target.path("equivalence").asText(),
                target.path("comment").textValue(),
                target.path("dependsOn"),
                target.path("product"),
                NOTHING);
    }

    private static Mapping unmapped(JsonNode group) {
        return new Mapping(
                group.path("source").textValue(),
                group.path("sourceVersion").textValue(),
                null,
                null,
                group.path("target").textValue(),
                group.path("targetVersion").textValue(),
                null,
                null,
                HOW_NEAR,
                null,
                NOTHING,
                NOTHING,
                group.path("unmapped"));
    }
}
