package org.yunzhen.e2e;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
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
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * The official examples of R4, stored by the role that exchanges records. Each is read back as it
 * was sent, in JSON and in XML, or refused for a reason that stands in {@code
 * examples-refused.txt}. What HL7 publishes with R4 the service has already: those are compared
 * with what it serves.
 */
class ExamplesIT {
    private static final String STORED = "stored";
    private static final String PUBLISHED = "written-by-server";

    /** How many examples came to which end: stored, or the codes of the refusal. */
    private static final Map<String, Long> ENDS =
            Map.of(
                    STORED,
                    683L,
                    PUBLISHED,
                    5L,
                    "reference-not-found",
                    25L,
                    "payload-too-large",
                    12L,
                    "forbidden",
                    9L,
                    "invalid-format",
                    4L,
                    "reference-type",
                    4L,
                    "subscription-cannot-fire",
                    2L,
                    "element-missing",
                    1L,
                    "profile-broken",
                    1L);

    private static final int CONNECTIONS = 4;
    private static final String JSON = "application/fhir+json";
    private static final String XML = "application/fhir+xml";

    private final Caller integration = SharedService.get().hospital().as("integration01");
    private final AtomicInteger judgedByHapi = new AtomicInteger();

    @Test
    void the_official_examples_are_read_back_as_they_were_sent_or_refused_for_a_true_reason()
            throws Exception {
        Map<String, String> ends = endsOf(Example.all());
        Map<String, Long> counts =
                ends.values().stream().collect(groupingBy(Function.identity(), counting()));
        System.out.printf(
                "official examples of R4: of %d, by their end: %s (%d of the stored judged by HAPI's"
                        + " model too)%n",
                ends.size(), new TreeMap<>(counts), judgedByHapi.get());
        Map<String, String> refused = new TreeMap<>(ends);
        refused.values().removeIf(end -> end.equals(STORED) || end.equals(PUBLISHED));
        assertThat(refused).isEqualTo(Example.expectedRefusals());
        assertThat(counts).isEqualTo(ENDS);
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
        if (codes.equals(PUBLISHED)) {
            assertServed(example);
        }
        return codes;
    }

    private void readBack(Example example) {
        byte[] json = received(example, JSON);
        JsonNode sent = example.json();
        assertThat(SameContent.plain(SameContent.read(json)))
                .as(example.name())
                .isEqualTo(SameContent.plain(sent));
        byte[] xml = received(example, XML);
        JsonNode inXml = SameContent.inXml(sent);
        judgeByHapi(example, inXml, json, xml);
        send(example, XML, xml).expect(200);
        assertThat(SameContent.inXml(SameContent.read(received(example, JSON))))
                .as(example.name())
                .isEqualTo(inXml);
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
        for (String name : List.of("resourceType", "id", "url")) {
            assertThat(served.path(name)).as(example.name()).isEqualTo(published.path(name));
        }
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
