package org.yunzhen.mappings.xml;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yunzhen.mappings.RandomResource;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.json.FhirJson;

/**
 * Random resources of every type through the model of HAPI: it reads our XML as our JSON, and we
 * read its XML as its JSON. {@code -Dproof=full} takes many more.
 */
class HapiRoundTripTest {
    private static final int SEEDS = "full".equals(System.getProperty("proof")) ? 200 : 5;
    private static final FhirContext HAPI = FhirContext.forR4();

    static Collection<String> types() {
        return Definitions.r4().resourceTypes();
    }

    private static IParser json() {
        return HAPI.newJsonParser().setParserErrorHandler(new StrictErrorHandler());
    }

    private static IParser xml() {
        return HAPI.newXmlParser().setParserErrorHandler(new StrictErrorHandler());
    }

    @ParameterizedTest
    @MethodSource("types")
    void hapi_reads_our_xml_as_our_json(String type) {
        for (int seed = 0; seed < SEEDS; seed++) {
            ObjectNode resource = RandomResource.of(type, seed);
            IBaseResource fromJson = json().parseResource(text(FhirJson.write(resource)));
            IBaseResource fromXml = xml().parseResource(text(FhirXml.write(resource)));
            assertThat(json().encodeResourceToString(fromXml))
                    .as("seed %s", seed)
                    .isEqualTo(json().encodeResourceToString(fromJson));
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void nothing_is_lost_on_the_way_through_the_model_of_hapi_and_back(String type) {
        for (int seed = 0; seed < SEEDS; seed++) {
            ObjectNode resource = RandomResource.plain(type, seed);
            String ours = text(FhirJson.write(resource));

            IBaseResource fromJson = json().parseResource(ours);
            IBaseResource fromXml = xml().parseResource(text(FhirXml.write(resource)));

            assertThat(json().encodeResourceToString(fromJson)).as("seed %s", seed).isEqualTo(ours);
            assertThat(json().encodeResourceToString(fromXml)).as("seed %s", seed).isEqualTo(ours);
            assertThat(read(xml().encodeResourceToString(fromXml)))
                    .as("seed %s", seed)
                    .isEqualTo(ours);
        }
    }

    private static String read(String xml) {
        return text(FhirJson.write(FhirXml.parse(xml.getBytes(StandardCharsets.UTF_8))));
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
