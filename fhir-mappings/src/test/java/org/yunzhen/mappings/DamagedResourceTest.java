package org.yunzhen.mappings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.index.IndexExtractor;
import org.yunzhen.mappings.validate.Fault;
import org.yunzhen.mappings.validate.StructureValidator;

class DamagedResourceTest {
    private static final JsonNodeFactory JSON = JsonNodeFactory.withExactBigDecimals(true);
    private static final List<JsonNode> WRONG =
            List.of(
                    JSON.nullNode(),
                    JSON.textNode(""),
                    JSON.textNode("?:#/"),
                    JSON.numberNode(-1),
                    JSON.booleanNode(true),
                    JSON.objectNode(),
                    JSON.arrayNode(),
                    JSON.arrayNode().add(JSON.arrayNode()).addNull());

    private final StructureValidator validator = new StructureValidator(Definitions.r4());
    private final IndexExtractor extractor = new IndexExtractor(Definitions.r4());

    @Provide
    Arbitrary<Path> samples() throws IOException, URISyntaxException {
        return Arbitraries.of(SamplesTest.samples());
    }

    @Provide
    Arbitrary<JsonNode> wrong() {
        return Arbitraries.of(WRONG);
    }

    /** One place of the document. */
    private record Place(JsonNode owner, Object key) {
        void set(JsonNode value) {
            if (owner instanceof ObjectNode object) {
                object.set((String) key, value);
            } else {
                ((ArrayNode) owner).set((int) key, value);
            }
        }
    }

    private static void collect(JsonNode node, List<Place> places) {
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            places.add(new Place(node, member.getKey()));
            collect(member.getValue(), places);
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            places.add(new Place(node, i));
            collect(node.get(i), places);
        }
    }

    @Property
    void damage_anywhere_is_answered_with_faults_in_both_languages_and_never_thrown(
            @ForAll("samples") Path sample, @ForAll int seed, @ForAll("wrong") JsonNode wrong)
            throws IOException {
        ObjectNode resource = ExactJson.parse(Files.readString(sample));
        String type = resource.get("resourceType").textValue();
        List<Place> places = new ArrayList<>();
        collect(resource, places);
        Place place = places.get(Math.floorMod(seed, places.size()));
        place.set(wrong.deepCopy());

        List<Fault> faults = validator.validate(resource);

        assertThat(faults).doesNotContainNull();
        for (Fault fault : faults) {
            assertThat(fault.zh()).isNotBlank().doesNotContain("%s");
            assertThat(fault.en()).isNotBlank().doesNotContain("%s");
        }
        // an item may be null if extensions stand in for it
        boolean surelyWrong =
                wrong.isNull()
                        ? place.owner().isObject()
                        : wrong.isContainerNode() && wrong.isEmpty();
        if (surelyWrong) {
            assertThat(faults).as("%s", resource).isNotEmpty();
        }
        if (type.equals(resource.path("resourceType").textValue())) {
            assertThat(extractor.extract(resource)).isNotNull();
        }
    }
}
