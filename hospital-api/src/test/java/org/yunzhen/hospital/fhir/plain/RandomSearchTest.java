package org.yunzhen.hospital.fhir.plain;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** Whatever is asked of whatever small world, the index finds what a plain look finds. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RandomSearchTest {
    private static final boolean FULL = "full".equals(System.getProperty("proof"));
    private static final int WORLDS = FULL ? 40 : 4;
    private static final int SEARCHES = FULL ? 500 : 80;

    private final Http integration = Http.as("integration01");

    static IntStream seeds() {
        return IntStream.range(0, WORLDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void random_searches_find_what_a_plain_look_at_each_resource_finds(int seed) {
        Random random = new Random(seed);
        String name = "rs" + seed;
        List<Resource> world = RandomWorld.of(name, random);
        store(world);
        PlainSearch plain = new PlainSearch(world);
        RandomSearch searches = new RandomSearch(name, random);
        int found = 0;

        for (int i = 0; i < SEARCHES; i++) {
            String type = searches.type();
            List<Asked> all = searches.all(type);
            Set<String> expected = plain.find(type, all);
            String said = type + "?" + String.join("&", all.stream().map(Asked::text).toList());
            assertThat(ids(name, type, all)).as("seed %s: %s", seed, said).isEqualTo(expected);
            found += expected.isEmpty() ? 0 : 1;
        }
        assertThat(found).as("searches that find something").isGreaterThan(SEARCHES / 5);
    }

    private void store(List<Resource> world) {
        Bundle bundle = new Bundle().setType(BundleType.TRANSACTION);
        for (Resource resource : world) {
            String url = resource.fhirType() + "/" + resource.getIdElement().getIdPart();
            bundle.addEntry()
                    .setResource(resource)
                    .getRequest()
                    .setMethod(HTTPVerb.PUT)
                    .setUrl(url);
        }
        String json = FhirContext.forR4Cached().newJsonParser().encodeResourceToString(bundle);
        Reply reply = integration.post("/fhir", json);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }

    private Set<String> ids(String name, String type, List<Asked> all) {
        StringBuilder query = new StringBuilder("/fhir/" + type + "?_count=100&_tag=" + name);
        for (Asked one : all) {
            query.append('&').append(one.name()).append('=').append(encoded(one.value()));
        }
        Reply reply = integration.get(query.toString());
        assertThat(reply.status()).as(query + reply.text()).isEqualTo(200);
        Set<String> ids = new TreeSet<>();
        for (JsonNode entry : reply.json().path("entry")) {
            ids.add(entry.path("resource").path("id").asText());
        }
        return ids;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
