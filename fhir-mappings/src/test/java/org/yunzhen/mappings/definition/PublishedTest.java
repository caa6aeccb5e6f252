package org.yunzhen.mappings.definition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yunzhen.mappings.definition.Published.Entry;
import org.yunzhen.mappings.definition.SearchParam.Kind;
import org.yunzhen.mappings.index.Found;
import org.yunzhen.mappings.json.FhirJson;

class PublishedTest {
    private final Published published = Published.r4();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CodeSystem",
                "CompartmentDefinition",
                "SearchParameter",
                "StructureDefinition",
                "ValueSet"
            })
    void what_is_searched_says_by_each_parameter_what_the_whole_definition_says(String type) {
        List<Entry> all = List.copyOf(published.all(type));
        Map<String, ObjectNode> rest = rest(all);
        assertThat(rest).hasSameSizeAs(all).isNotEmpty();
        for (Entry entry : all) {
            ObjectNode whole = (ObjectNode) FhirJson.reread(published.read(entry));
            for (SearchParam param : Definitions.r4().searchParams(type)) {
                ObjectNode part = Published.isKept(param) ? entry.excerpt() : rest.get(entry.id());
                String which = type + "/" + entry.id() + " by " + param.code();
                if (param.kind() == Kind.COMPOSITE) {
                    assertThat(Found.places(part, param))
                            .as(which)
                            .isEqualTo(Found.places(whole, param));
                } else {
                    assertThat(Found.in(part, param)).as(which).isEqualTo(Found.in(whole, param));
                }
            }
        }
    }

    private Map<String, ObjectNode> rest(List<Entry> all) {
        Map<String, ObjectNode> rest = new HashMap<>();
        List<Entry> wanted =
                published.among(all, part -> rest.put(part.path("id").asText(), part) == null);
        assertThat(wanted).isEqualTo(all);
        return rest;
    }
}
