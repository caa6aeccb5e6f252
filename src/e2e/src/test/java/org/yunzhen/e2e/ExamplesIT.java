package org.yunzhen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.LenientErrorHandler;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * The official examples of R4, stored by the role that exchanges records. Each is read back as it
 * was sent, or refused for a reason that stands in {@code examples-refused.txt}. Most of the
 * package is R4 itself, which the service has already: it keeps what it serves.
 *
 * <p>In the small size it tries a fourth of the definitions, and takes a fourth of all through XML.
 */
class ExamplesIT {
    private static final boolean FULL = "full".equals(System.getProperty("proof"));
    private static final String STORED = "stored";
    private static final int STORED_IN_ALL = FULL ? 812 : 719;

    /** Refused as well, but served: what R4 defines, and the operations under R4's names. */
    private static final String SERVED = "written-by-server";

    private static final int SERVED_IN_ALL = FULL ? 4420 : 1148;

    private static final int CONNECTIONS = 4;
    private static final String JSON = "application/fhir+json";
    private static final String XML = "application/fhir+xml";

    private final Caller integration = SharedService.get().hospital().as("integration01");
    private final AtomicInteger inXml = new AtomicInteger();
    private final AtomicInteger judgedByHapi = new AtomicInteger();

    @Test
    void the_official_examples_are_read_back_as_they_were_sent_or_refused_for_a_true_reason()
            throws Exception {
        Map<String, String> ends =
                endsOf(Example.all().stream().filter(ExamplesIT::isTried).toList());
        Map<String, Integer> counts = new TreeMap<>();
        ends.values().forEach(end -> counts.merge(end, 1, Integer::sum));
        System.out.printf(
                "official examples of R4: of %d, by their end: %s; %d in XML too, %d of them judged"
                        + " by HAPI's model%n",
                ends.size(), counts, inXml.get(), judgedByHapi.get());
        Map<String, String> expected = Example.expectedRefusals();
        expected.keySet().retainAll(ends.keySet());
        Map<String, String> refused = new TreeMap<>(ends);
        refused.values().removeIf(end -> end.equals(STORED) || end.equals(SERVED));
        assertThat(refused).isEqualTo(expected);
        assertThat(counts)
                .containsEntry(STORED, STORED_IN_ALL)
                .containsEntry(SERVED, SERVED_IN_ALL);
    }

    /**
     * Each example's end. What refers to another is tried again for as long as others are stored.
     */
    private Map<String, String> endsOf(List<Example> examples) throws Exception {
        Map<String, String> ends = new TreeMap<>();
        List<Example> waiting = examples;
        int before;
        do {
            before = waiting.size();
            ends.putAll(atOnce(waiting));
            waiting =
                    waiting.stream()
                            .filter(one -> ends.get(one.name()).contains("reference-not-found"))
                            .toList();
        } while (waiting.size() < before);
        return ends;
    }

    private Map<String, String> atOnce(List<Example> examples) throws Exception {
        ExecutorService connections = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Future<String>> running = new ArrayList<>();
            for (Example example : examples) {
                running.add(connections.submit(() -> endOf(example)));
            }
            Map<String, String> ends = new TreeMap<>();
            for (int i = 0; i < examples.size(); i++) {
                ends.put(examples.get(i).name(), running.get(i).get());
            }
            return ends;
        } finally {
            connections.shutdownNow();
        }
    }

    private String endOf(Example example) {
        Reply reply = send(example, JSON, example.bytes());
        if (reply.status() < 300) {
            readBack(example);
            return STORED;
        }
        String codes = String.join(",", new TreeSet<>(reply.refusals()));
        if (codes.equals(SERVED)) {
            assertServed(example);
        }
        return codes;
    }

    private void readBack(Example example) {
        byte[] json = received(example, JSON);
        assertThat(SameContent.plain(SameContent.read(json)))
                .as(example.name())
                .isEqualTo(SameContent.plain(example.json()));
        if (FULL || example.isOfTheFourth()) {
            throughXml(example, json);
        }
    }

    /** What is received in XML is the resource again when it is sent so. */
    private void throughXml(Example example, byte[] json) {
        inXml.incrementAndGet();
        byte[] xml = received(example, XML);
        JsonNode sent = SameContent.inXml(example.json());
        judgeByHapi(example, sent, json, xml);
        send(example, XML, xml).expect(200);
        assertThat(SameContent.inXml(SameContent.read(received(example, JSON))))
                .as(example.name())
                .isEqualTo(sent);
    }

    /** Another's reader understands our XML as our JSON, where it loses nothing of the JSON. */
    private void judgeByHapi(Example example, JsonNode sent, byte[] json, byte[] xml) {
        if (sent.equals(understood(Hospital.R4.newJsonParser(), json))) {
            judgedByHapi.incrementAndGet();
            assertThat(understood(Hospital.R4.newXmlParser(), xml))
                    .as(example.name())
                    .isEqualTo(sent);
        }
    }

    /** What HAPI's model holds of a resource; null when it cannot be read. */
    private static JsonNode understood(IParser parser, byte[] resource) {
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

    private void assertServed(Example example) {
        JsonNode served = SameContent.read(received(example, JSON));
        JsonNode published = example.json();
        String key = example.type().equals("OperationDefinition") ? "code" : "url";
        for (String name : List.of("resourceType", "id", key)) {
            assertThat(served.path(name)).as(example.name()).isEqualTo(published.path(name));
        }
    }

    private static boolean isTried(Example example) {
        return FULL || !example.isDefinition() || example.isOfTheFourth();
    }

    private Reply send(Example example, String format, byte[] body) {
        return integration.with("Content-Type", format).put(path(example), body);
    }

    private byte[] received(Example example, String format) {
        return integration.with("Accept", format).get(path(example)).expect(200).bytes();
    }

    private static String path(Example example) {
        return "/fhir/" + example.address();
    }
}
