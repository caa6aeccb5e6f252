package org.yunzhen.hospital.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class MatchTest {
    private static final String GRADE = "http://hl7.org/fhir/StructureDefinition/match-grade";

    private final Http integration = Http.as("integration01");

    @BeforeEach
    void persons() {
        person("match-1", "A1", "欧阳明", "1961-02-03", "male", "13900001111");
        person("match-2", "A2", "欧阳明", "1961-02-03", "female", "13900002222");
        person("match-3", "A3", "欧阳明", "1999-09-09", "male", "13900003333");
    }

    private void person(
            String id, String number, String name, String born, String sex, String phone) {
        String patient =
                """
                {"resourceType":"Patient","id":"%s",
                 "identifier":[{"system":"http://example.org/mrn","value":"%s"}],
                 "name":[{"text":"%s"}],"birthDate":"%s","gender":"%s",
                 "telecom":[{"system":"phone","value":"%s"}]}"""
                        .formatted(id, number, name, born, sex, phone);
        assertThat(integration.put("/fhir/Patient/" + id, patient).status()).isIn(200, 201);
    }

    private Reply match(String described, String... more) {
        String inputs = more.length == 0 ? "" : "," + String.join(",", more);
        return integration.post(
                "/fhir/Patient/$match",
                """
                {"resourceType":"Parameters","parameter":[{"name":"resource","resource":
                 {"resourceType":"Patient",%s}}%s]}"""
                        .formatted(described, inputs));
    }

    /** {@code id grade}, in the order of the answer. */
    private static List<String> found(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        List<String> found = new ArrayList<>();
        for (JsonNode entry : reply.json().path("entry")) {
            JsonNode grade = entry.path("search").path("extension").path(0);
            assertThat(grade.path("url").asText()).isEqualTo(GRADE);
            assertThat(entry.path("search").path("score").asDouble()).isBetween(0.5, 1.0);
            found.add(
                    entry.path("resource").path("id").asText()
                            + " "
                            + grade.path("valueCode").asText());
        }
        return found;
    }

    @Test
    void a_common_identifier_is_certain() {
        String mrn = "\"identifier\":[{\"system\":\"http://example.org/mrn\",\"value\":\"A1\"}]";
        assertThat(found(match(mrn))).containsExactly("match-1 certain");
        assertThat(found(match(mrn, "{\"name\":\"onlyCertainMatches\",\"valueBoolean\":true}")))
                .containsExactly("match-1 certain");
    }

    @Test
    void without_one_the_likeliest_comes_first_and_the_unlikely_not_at_all() {
        String described =
                "\"name\":[{\"family\":\"欧阳\",\"given\":[\"明\"]}],"
                        + "\"birthDate\":\"1961-02-03\",\"gender\":\"male\"";
        assertThat(found(match(described))).containsExactly("match-1 probable", "match-2 possible");
        assertThat(found(match(described, "{\"name\":\"count\",\"valueInteger\":1}")))
                .containsExactly("match-1 probable");
        assertThat(
                        found(
                                match(
                                        described,
                                        "{\"name\":\"onlyCertainMatches\",\"valueBoolean\":true}")))
                .isEmpty();
        assertThat(found(match("\"birthDate\":\"1961-02-03\""))).isEmpty();
    }

    @Test
    void nobody_asks_who_may_not_search_all_patients() {
        String body =
                "{\"resourceType\":\"Patient\",\"identifier\":[{\"system\":\"s\",\"value\":\"v\"}]}";
        for (String account : new String[] {"patient001", "doctor01", "operator01", "pharmacy01"}) {
            assertThat(Http.as(account).post("/fhir/Patient/$match", body).status())
                    .as(account)
                    .isEqualTo(403);
        }
        assertThat(Http.anonymous().post("/fhir/Patient/$match", body).status()).isEqualTo(401);
        assertThat(Http.as("integration02").post("/t/site/fhir/Patient/$match", body).status())
                .isEqualTo(200);
    }
}
