package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Collections;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class BundleSizeTest {
    private static final int MOST = 2000;
    private static final String ENTRY =
            """
            {"resource":{"resourceType":"Basic","code":{"text":"size"}},
             "request":{"method":"POST","url":"Basic"}}""";

    @ParameterizedTest
    @ValueSource(strings = {"transaction", "batch"})
    void as_many_entries_as_are_allowed_are_answered_and_one_more_is_refused(String type) {
        Http integration = Http.as("integration01");

        Reply most = integration.post("/fhir", bundle(type, MOST));
        Reply more = integration.post("/fhir", bundle(type, MOST + 1));

        assertThat(most.status()).as(most.text()).isEqualTo(200);
        assertThat(most.json().path("entry"))
                .hasSize(MOST)
                .allMatch(entry -> entry.at("/response/status").asText().startsWith("201"));
        assertThat(more.refusals()).containsExactly("bundle-entry");
    }

    private static String bundle(String type, int entries) {
        return "{\"resourceType\":\"Bundle\",\"type\":\"%s\",\"entry\":[%s]}"
                .formatted(type, String.join(",", Collections.nCopies(entries, ENTRY)));
    }
}
