package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** What a caller may not read changes no answer that they get. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class HiddenWorldsTest {
    private static final List<String> SEARCHES =
            List.of(
                    "Observation?_count=1",
                    "Observation?_total=accurate",
                    "Observation?_summary=count",
                    "Observation?_count=0&code=hidden",
                    "Observation?_sort=code,-date",
                    "Observation?_sort=-value-quantity",
                    "Observation?encounter.status=finished",
                    "Observation?encounter.subject.family=hidden",
                    "Observation?encounter:missing=false",
                    "Observation?_has:Observation:has-member:code=hidden",
                    "Observation?_has:Observation:has-member:patient.family=hidden",
                    "Patient?_has:Observation:patient:code=hidden",
                    "Encounter?_has:Observation:encounter:code=seen",
                    "Observation?_include=*",
                    "Observation?_include:iterate=Observation:derived-from",
                    "Observation?_revinclude=Observation:has-member",
                    "Observation?_revinclude:iterate=Observation:*",
                    "Observation/_history",
                    "Observation/_history?_count=0",
                    "Patient/_history?_count=1",
                    "_history?_since=2026",
                    "?_type=Observation,Patient,Encounter&_total=accurate",
                    "?_type=Observation,Encounter&_summary=count",
                    "?_sort=-_lastUpdated&_type=Encounter,Observation&_count=1",
                    "Patient/patient103/*",
                    "Patient/patient104/*",
                    "Patient/patient103/Observation",
                    "Patient/patient104/Observation");

    private final Http integration = Http.as("integration01");

    @Test
    void two_worlds_that_differ_in_hidden_resources_alone_answer_alike() {
        put("Patient", "patient103", "\"name\":[{\"family\":\"seen\"}]");
        put(
                "Observation",
                "hw-own",
                observation("seen", "patient103")
                        + ",\"encounter\":{\"reference\":\"Encounter/hw-encounter\"},"
                        + "\"derivedFrom\":[{\"reference\":\"Observation/hw-other\"}]");
        Map<String, String> before = answers();

        put("Patient", "patient104", "\"name\":[{\"family\":\"hidden\"}]");
        put(
                "Encounter",
                "hw-encounter",
                "\"status\":\"finished\",\"class\":{\"code\":\"AMB\"},"
                        + "\"subject\":{\"reference\":\"Patient/patient104\"}");
        for (String id : List.of("hw-a", "hw-other", "hw-z")) {
            put(
                    "Observation",
                    id,
                    observation("hidden", "patient104")
                            + ",\"hasMember\":[{\"reference\":\"Observation/hw-own\"}]");
        }

        assertThat(answers()).isEqualTo(before);
        assertThat(before.get("Observation?_total=accurate")).contains("hw-own");
    }

    private Map<String, String> answers() {
        Map<String, String> answers = new LinkedHashMap<>();
        Http patient = Http.as("patient103");
        for (String search : SEARCHES) {
            Reply reply = patient.get("/fhir/" + search);
            assertThat(reply.status()).as(search + reply.text()).isEqualTo(200);
            answers.put(search, reply.text());
        }
        return answers;
    }

    private static String observation(String code, String patient) {
        return ("\"status\":\"final\",\"code\":{\"coding\":[{\"code\":\"%s\"}]},"
                        + "\"subject\":{\"reference\":\"Patient/%s\"},\"valueQuantity\":{\"value\":1}")
                .formatted(code, patient);
    }

    private void put(String type, String id, String members) {
        String json = "{\"resourceType\":\"%s\",\"id\":\"%s\",%s}".formatted(type, id, members);
        Reply reply = integration.put("/fhir/" + type + "/" + id, json);
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
    }
}
