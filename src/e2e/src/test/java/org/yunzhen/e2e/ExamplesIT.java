package org.yunzhen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.LenientErrorHandler;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The official examples of R4, stored by the role that exchanges records. Each is read back as it
 * was sent, in JSON and in XML, or refused for a reason that stands in {@code
 * examples-refused.txt}. What HL7 publishes with R4 the service has already: those are compared
 * with what it serves.
 */
class ExamplesIT {
    /** Each pass stores what refers to something stored in the pass before. */
    private static final int PASSES = 6;

    private static final String JSON = "application/fhir+json";
    private static final String XML = "application/fhir+xml";

    private final Caller integration = SharedService.get().hospital().as("integration01");
    private int judgedByHapi;

    @Test
    void the_official_examples_are_read_back_as_they_were_sent_or_refused_for_a_true_reason()
            throws Exception {
        List<Example> examples = Example.all();
        List<Example> waiting = examples;
        Map<String, String> refused = new TreeMap<>();
        int published = 0;
        for (int pass = 0; pass < PASSES && !waiting.isEmpty(); pass++) {
            List<Example> again = new ArrayList<>();
            for (Example example : waiting) {
                String reason = store(example);
                refused.remove(example.name());
                if (reason.isEmpty()) {
                    readBack(example);
                } else if (reason.equals("written-by-server")) {
                    published++;
                    assertServed(example);
                } else {
                    refused.put(example.name(), reason);
                }
                if (reason.contains("reference-not-found")) {
                    again.add(example);
                }
            }
            waiting = again;
        }
        System.out.printf(
                "official examples of R4: of %d, %d stored and read back in JSON and XML (%d judged"
                        + " by HAPI's model too), %d of what the service publishes itself, %d refused%n",
                examples.size(),
                examples.size() - published - refused.size(),
                judgedByHapi,
                published,
                refused.size());
        assertThat(refused).isEqualTo(expected(examples));
    }

    private static Map<String, String> expected(List<Example> examples) throws IOException {
        Map<String, String> expected = Example.expectedRefusals();
        expected.keySet().retainAll(examples.stream().map(Example::name).toList());
        return expected;
    }

    /** The codes of the refusal; empty when it was stored. */
    private String store(Example example) {
        return reason(send(example, JSON, example.bytes()));
    }

    private static String reason(Reply reply) {
        return reply.status() < 300 ? "" : String.join(",", new TreeSet<>(reply.refusals()));
    }

    private void readBack(Example example) throws IOException {
        byte[] json = received(example, JSON);
        assertThat(SameContent.plain(SameContent.read(json)))
                .as(example.name())
                .isEqualTo(SameContent.plain(example.json()));
        byte[] xml = received(example, XML);
        judgeByHapi(example, json, xml);
        send(example, XML, xml).expect(200);
        assertThat(SameContent.inXml(SameContent.read(received(example, JSON))))
                .as(example.name())
                .isEqualTo(SameContent.inXml(example.json()));
    }

    /** Another's reader understands our XML as our JSON, where it loses nothing of the JSON. */
    private void judgeByHapi(Example example, byte[] json, byte[] xml) throws IOException {
        JsonNode sent = SameContent.inXml(SameContent.read(json));
        if (sent.equals(understood(Hospital.R4.newJsonParser(), json))) {
            judgedByHapi++;
            assertThat(understood(Hospital.R4.newXmlParser(), xml))
                    .as(example.name())
                    .isEqualTo(sent);
        }
    }

    /** What HAPI's model holds of a resource; null when it cannot be read. */
    private static JsonNode understood(IParser parser, byte[] resource) throws IOException {
        parser.setParserErrorHandler(new LenientErrorHandler(false));
        try {
            String again =
                    Hospital.R4
                            .newJsonParser()
                            .setOverrideResourceIdWithBundleEntryFullUrl(false)
                            .setStripVersionsFromReferences(false)
                            .encodeResourceToString(
                                    parser.parseResource(
                                            new String(resource, StandardCharsets.UTF_8)));
            return SameContent.inXml(SameContent.read(again.getBytes(StandardCharsets.UTF_8)));
        } catch (DataFormatException | IllegalArgumentException unreadable) {
            return null;
        }
    }

    private void assertServed(Example example) throws IOException {
        JsonNode served = SameContent.read(received(example, JSON));
        for (String name : List.of("resourceType", "id", "url")) {
            assertThat(served.path(name)).as(example.name()).isEqualTo(example.json().path(name));
        }
    }

    private Reply send(Example example, String format, byte[] body) {
        return integration.with("Content-Type", format).raw("PUT", path(example), body);
    }

    private byte[] received(Example example, String format) {
        return integration.with("Accept", format).get(path(example)).expect(200).bytes();
    }

    private static String path(Example example) {
        return "/fhir/" + example.address();
    }
}
