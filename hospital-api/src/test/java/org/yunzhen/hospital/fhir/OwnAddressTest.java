package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yunzhen.hospital.testing.AddedParameter.found;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/**
 * A client that writes references as full addresses of this server means the same resources as one
 * that writes them relative (R4, References, literal references).
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class OwnAddressTest {
    private static final String ROOT = Http.address() + "/fhir/";

    private final Http integration = Http.as("integration01");

    @BeforeEach
    void a_patient_and_what_refers_to_it_in_full() {
        put("Organization/oa-o", "\"name\":\"Own\"");
        put(
                "Patient/oa-p",
                "\"name\":[{\"family\":\"Adress\"}],\"managingOrganization\":{\"reference\":\""
                        + ROOT
                        + "Organization/oa-o\"}");
        observation("oa-1", ROOT + "Patient/oa-p");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "subject=Patient/oa-p",
                "subject=oa-p",
                "patient=oa-p",
                "subject:Patient=oa-p",
                "patient.family=adress",
                "patient.organization.name=own"
            })
    void it_is_found_by_the_patient(String search) {
        assertThat(found(integration, "/fhir/Observation?code=oa&" + search))
                .containsExactly("oa-1");
    }

    @Test
    void it_is_found_by_the_address_under_whichever_name_of_this_machine() {
        for (String root : List.of(ROOT, ROOT.replace("127.0.0.1", "localhost"))) {
            assertThat(found(integration, "/fhir/Observation?subject=" + root + "Patient/oa-p"))
                    .containsExactly("oa-1");
        }
        String elsewhere = "https://elsewhere.example/fhir/Patient/oa-p";
        assertThat(found(integration, "/fhir/Observation?subject=" + elsewhere)).isEmpty();
    }

    @Test
    void it_joins_as_a_relative_one_does() {
        assertThat(found(integration, "/fhir/Patient?_has:Observation:patient:code=oa"))
                .containsExactly("oa-p");
        assertThat(included("/fhir/Observation?code=oa&_include=Observation:subject"))
                .containsExactly("oa-p");
        assertThat(included("/fhir/Patient?_id=oa-p&_revinclude=Observation:subject"))
                .containsExactly("oa-1");
    }

    @Test
    void it_is_part_of_a_composite_in_full_and_in_short() {
        document("oa-d0", "");
        document("oa-d1", relatesTo("DocumentReference/oa-d0"));
        document("oa-d2", relatesTo(ROOT + "DocumentReference/oa-d0"));
        document("oa-d3", relatesTo("https://elsewhere.example/fhir/DocumentReference/oa-d0"));
        for (String asked : List.of("", ROOT, ROOT.replace("127.0.0.1", "localhost"))) {
            String search = asked + "DocumentReference/oa-d0$replaces";
            assertThat(found(integration, "/fhir/DocumentReference?relationship=" + search))
                    .as(asked)
                    .containsExactly("oa-d1", "oa-d2");
        }
    }

    private static String relatesTo(String document) {
        return ",\"relatesTo\":[{\"code\":\"replaces\",\"target\":{\"reference\":\""
                + document
                + "\"}}]";
    }

    private void document(String id, String more) {
        put(
                "DocumentReference/" + id,
                "\"status\":\"current\",\"content\":[{\"attachment\":{\"title\":\"x\"}}]" + more);
    }

    @Test
    void it_is_found_over_several_types() {
        assertThat(
                        found(
                                integration,
                                "/fhir?_type=Observation,Condition&subject="
                                        + ROOT
                                        + "Patient/oa-p"))
                .containsExactly("oa-1");
    }

    @Test
    void it_stands_in_the_patients_compartment_as_it_was_sent() {
        assertThat(found(integration, "/fhir/Patient/oa-p/Observation")).containsExactly("oa-1");
        JsonNode stored = integration.get("/fhir/Observation/oa-1").json();
        assertThat(stored.path("subject").path("reference").asText())
                .isEqualTo(ROOT + "Patient/oa-p");
    }

    @Test
    void the_patient_whom_another_house_names_in_full_sees_it() {
        observation("oa-2", ROOT + "Patient/patient007");
        observation("oa-3", "https://elsewhere.example/fhir/Patient/patient007");
        assertThat(found(Http.as("patient007"), "/fhir/Observation?code=oa"))
                .containsExactly("oa-2");
        assertThat(found(Http.as("patient008"), "/fhir/Observation?code=oa")).isEmpty();
    }

    @Test
    void a_patient_who_names_themselves_in_full_says_what_they_measured() {
        String measured =
                """
                {"resourceType":"Observation","status":"final","code":{"text":"x"},
                 "subject":{"reference":"%1$sPatient/patient007"},
                 "performer":[{"reference":"%1$sPatient/%2$s"}]}""";
        Http patient = Http.as("patient007");

        Reply own = patient.post("/fhir/Observation", measured.formatted(ROOT, "patient007"));
        Reply anothers = patient.post("/fhir/Observation", measured.formatted(ROOT, "patient008"));

        assertThat(own.status()).as(own.text()).isEqualTo(201);
        assertThat(own.text()).contains(ROOT + "Patient/patient007");
        assertThat(anothers.status()).isEqualTo(403);
    }

    @Test
    void a_visit_that_names_nobody_here_in_full_is_refused_as_if_it_did_so_in_short() {
        Reply reply =
                integration.post(
                        "/fhir/Encounter",
                        "{\"resourceType\":\"Encounter\",\"status\":\"finished\",\"class\":{\"code\":\"VR\"},"
                                + "\"subject\":{\"reference\":\""
                                + ROOT
                                + "Patient/oa-nobody\"}}");
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.refusals()).containsExactly("reference-not-found");
    }

    private List<String> included(String search) {
        List<String> ids = new ArrayList<>();
        for (JsonNode entry : integration.get(search).json().path("entry")) {
            if (entry.path("search").path("mode").asText().equals("include")) {
                ids.add(entry.path("resource").path("id").asText());
            }
        }
        return ids;
    }

    private void observation(String id, String subject) {
        put(
                "Observation/" + id,
                "\"status\":\"final\",\"code\":{\"coding\":[{\"code\":\"oa\"}]},"
                        + "\"subject\":{\"reference\":\""
                        + subject
                        + "\"}");
    }

    private void put(String address, String elements) {
        String type = address.substring(0, address.indexOf('/'));
        String id = address.substring(address.indexOf('/') + 1);
        Reply reply =
                integration.put(
                        "/fhir/" + address,
                        "{\"resourceType\":\""
                                + type
                                + "\",\"id\":\""
                                + id
                                + "\","
                                + elements
                                + "}");
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
    }
}
