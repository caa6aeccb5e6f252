package org.yunzhen.hospital.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yunzhen.hospital.guide.GuideTable.code;
import static org.yunzhen.hospital.guide.GuideTable.isShown;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.yunzhen.mappings.definition.Published;
import org.yunzhen.mappings.definition.Published.Entry;
import org.yunzhen.mappings.json.FhirJson;

/** The implementation guide says what our published definitions say. */
class GuideDefinitionsTest {
    @Test
    void its_profiles_demand_what_their_definitions_do() {
        isShown(
                "profiles",
                language -> {
                    GuideTable table = new GuideTable("profiles");
                    profiles()
                            .forEach(
                                    profile ->
                                            table.row(
                                                    code(profile.path("id").asText()),
                                                    profile.path("type").asText(),
                                                    code(profile.path("url").asText())));
                    return table;
                });
        for (JsonNode profile : profiles()) {
            String id = profile.path("id").asText();
            isShown(
                    "profiles",
                    language -> {
                        GuideTable table = new GuideTable("profile-" + id);
                        for (JsonNode element : profile.path("differential").path("element")) {
                            String demands = demands(element);
                            if (!demands.isEmpty()) {
                                table.row(code(element.path("path").asText()), demands);
                            }
                        }
                        return table;
                    });
        }
    }

    @Test
    void each_extension_has_a_definition_that_stands_where_the_guide_says() {
        Map<String, String> defined = new TreeMap<>();
        for (JsonNode extension : structures("complex-type")) {
            List<String> on = extension.path("context").findValuesAsText("expression");
            defined.put(extension.path("id").asText(), String.join(", ", on));
        }
        Map<String, String> told = new TreeMap<>();
        GuideSources.extensions().forEach(one -> told.put(one.name(), one.on()));

        assertThat(defined).isEqualTo(told).isNotEmpty();
    }

    /** Those of resources; extensions have a table of their own. */
    private static List<JsonNode> profiles() {
        return structures("resource");
    }

    private static List<JsonNode> structures(String kind) {
        return definitions("StructureDefinition").stream()
                .filter(structure -> structure.path("kind").asText().equals(kind))
                .toList();
    }

    private static List<JsonNode> definitions(String type) {
        return Published.r4().own().stream()
                .filter(entry -> entry.type().equals(type))
                .map((Entry entry) -> FhirJson.parse(Published.r4().read(entry)))
                .toList();
    }

    /** What an element of a differential demands: cardinality, types, a fixed value, rules. */
    private static String demands(JsonNode element) {
        List<String> demands = new ArrayList<>();
        if (element.has("min") || element.has("max")) {
            demands.add(element.path("min").asText() + ".." + element.path("max").asText());
        }
        for (JsonNode type : element.path("type")) {
            demands.add(type.path("code").asText());
            type.path("targetProfile")
                    .forEach(target -> demands.add(target.asText().replaceAll(".*/", "→ ")));
        }
        element.fields()
                .forEachRemaining(
                        field -> {
                            if (field.getKey().startsWith("fixed")) {
                                demands.add("= " + code(field.getValue().asText()));
                            }
                        });
        element.path("constraint").forEach(rule -> demands.add(code(rule.path("key").asText())));
        return String.join(", ", demands);
    }

    @Test
    void it_lists_our_own_search_parameters() {
        isShown(
                "search",
                language -> {
                    GuideTable table = new GuideTable("search-parameters");
                    for (JsonNode param : definitions("SearchParameter")) {
                        List<String> bases = new ArrayList<>();
                        param.path("base").forEach(base -> bases.add(base.asText()));
                        table.row(
                                code(param.path("code").asText()),
                                param.path("type").asText(),
                                String.join(", ", bases));
                    }
                    return table;
                });
    }
}
