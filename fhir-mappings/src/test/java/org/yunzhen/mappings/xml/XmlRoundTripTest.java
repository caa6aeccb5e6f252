package org.yunzhen.mappings.xml;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yunzhen.mappings.RandomResource;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.json.FhirJson;

/** Random resources of every type; {@code -Dproof=full} takes many more. */
class XmlRoundTripTest {
    private static final int SEEDS = "full".equals(System.getProperty("proof")) ? 400 : 12;

    static Collection<String> types() {
        return Definitions.r4().resourceTypes();
    }

    @ParameterizedTest
    @MethodSource("types")
    void a_resource_written_as_xml_and_read_again_has_the_same_bytes(String type) {
        for (int seed = 0; seed < SEEDS; seed++) {
            ObjectNode resource = RandomResource.of(type, seed);
            byte[] xml = FhirXml.write(resource);
            JsonNode again = FhirXml.parse(xml);
            assertThat(text(FhirJson.write(again)))
                    .describedAs("seed %s: %s", seed, text(xml))
                    .isEqualTo(text(FhirJson.write(resource)));
            assertThat(FhirXml.write(again)).isEqualTo(xml);
            assertThat(FhirXml.parse(FhirXml.writePretty(resource))).isEqualTo(again);
        }
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
