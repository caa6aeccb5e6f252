package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/**
 * A canonical joins resources as a reference does: it names what has its {@code url}, and its
 * {@code version} where it says one (R4, References, canonical).
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class CanonicalJoinTest {
    private static final String Q = "https://canonical.example/q";
    private static final String ANSWERS =
            "\"status\":\"completed\",\"subject\":{\"reference\":\"Patient/patient487\"},\"questionnaire\":\"";
    private static final String DEFINED = "\"status\":\"active\",\"url\":\"";

    private final Http integration = Http.as("integration01");

    @BeforeEach
    void definitions_in_two_versions_and_what_names_them() {
        questionnaire("cj-q1", "\",\"version\":\"1\",\"title\":\"Cj one\"");
        questionnaire("cj-q2", "\",\"version\":\"2\",\"title\":\"Cj two\"");
        questionnaire("cj-q0", "\",\"title\":\"Cj none\"");
        put("Patient/patient487", "\"gender\":\"unknown\"");
        put("Questionnaire/cj-other", DEFINED + "https://canonical.example/other\"");
        put("QuestionnaireResponse/cj-r", ANSWERS + Q + "\"");
        put("QuestionnaireResponse/cj-r1", ANSWERS + Q + "|1\"");
        put("QuestionnaireResponse/cj-r2", ANSWERS + Q + "|2\"");
        put("QuestionnaireResponse/cj-r9", ANSWERS + Q + "|9\"");
        put("ValueSet/cj-from", DEFINED + "https://canonical.example/from\"");
        put("ValueSet/cj-to", DEFINED + "https://canonical.example/to\"");
        put("ConceptMap/cj-else", DEFINED + "https://canonical.example/else\"");
        put(
                "ConceptMap/cj-map",
                "\"name\":\"CjMap\",\"status\":\"draft\",\"sourceUri\":\"https://canonical.example/from\","
                        + "\"targetCanonical\":\"https://canonical.example/to\","
                        + "\"group\":[{\"element\":[{\"code\":\"a\"}],\"unmapped\":{\"mode\":\"other-map\","
                        + "\"url\":\"https://canonical.example/else\"}}]");
        put("Library/cj-lib", DEFINED + "https://canonical.example/lib\"," + LIBRARY);
        put(
                "Measure/cj-measure",
                "\"status\":\"draft\",\"name\":\"CjMeasure\",\"library\":[null,\"https://canonical.example/lib\"],"
                        + "\"_library\":[{\"extension\":[{\"url\":\"https://canonical.example/x\","
                        + "\"valueString\":\"x\"}]},null]");
        put("ActivityDefinition/cj-act", DEFINED + "https://canonical.example/act\"");
        put(
                "PlanDefinition/cj-plan",
                "\"status\":\"draft\",\"name\":\"CjPlan\","
                        + "\"action\":[{\"definitionCanonical\":\"https://canonical.example/act\"}]");
        put(
                "StructureDefinition/cj-base",
                DEFINED + "https://canonical.example/sd/base\",\"name\":\"CjBase\"," + STRUCTURE);
        put(
                "StructureDefinition/cj-child",
                "\"status\":\"draft\",\"url\":\"https://canonical.example/sd/child\",\"name\":\"CjChild\","
                        + "\"baseDefinition\":\"https://canonical.example/sd/base\","
                        + STRUCTURE);
        put("ImplementationGuide/cj-ig1", DEFINED + "https://canonical.example/ig/1\"," + GUIDE);
        put(
                "ImplementationGuide/cj-ig2",
                "\"status\":\"draft\",\"url\":\"https://canonical.example/ig/2\","
                        + GUIDE
                        + ",\"dependsOn\":[{\"uri\":\"https://canonical.example/ig/1\"}]");
    }

    private static final String LIBRARY =
            "\"type\":{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/library-type\","
                    + "\"code\":\"asset-collection\"}]}";
    private static final String STRUCTURE =
            "\"kind\":\"logical\",\"abstract\":true,\"type\":\"https://canonical.example/CjType\","
                    + "\"differential\":{\"element\":[{\"id\":\"CjType\",\"path\":\"CjType\"}]}";
    private static final String GUIDE =
            "\"name\":\"CjGuide\",\"packageId\":\"cj.guide\",\"fhirVersion\":[\"4.0.1\"]";

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
            # _include: what a canonical names, in each version where it says none
            QuestionnaireResponse?_id=cj-r&_include=QuestionnaireResponse:questionnaire; cj-q0 cj-q1 cj-q2 cj-r
            QuestionnaireResponse?_id=cj-r1&_include=QuestionnaireResponse:questionnaire; cj-q1 cj-r1
            QuestionnaireResponse?_id=cj-r9&_include=QuestionnaireResponse:questionnaire; cj-r9
            QuestionnaireResponse?_id=cj-r1,cj-r2&_include=*; cj-q1 cj-q2 cj-r1 cj-r2 patient487
            QuestionnaireResponse?_id=cj-r1&_include=QuestionnaireResponse:questionnaire:Questionnaire; cj-q1 cj-r1
            QuestionnaireResponse?_id=cj-r1&_include=QuestionnaireResponse:questionnaire:Patient; cj-r1
            ConceptMap?_id=cj-map&_include=ConceptMap:source-uri; cj-from cj-map
            ConceptMap?_id=cj-map&_include=ConceptMap:other; cj-else cj-map
            ConceptMap?_id=cj-map&_include=ConceptMap:target; cj-map cj-to
            Measure?_id=cj-measure&_include=Measure:depends-on; cj-lib cj-measure
            PlanDefinition?_id=cj-plan&_include=PlanDefinition:definition; cj-act cj-plan
            StructureDefinition?_id=cj-child&_include=StructureDefinition:base; cj-base cj-child
            ImplementationGuide?_id=cj-ig2&_include=ImplementationGuide:depends-on; cj-ig1 cj-ig2
            # _revinclude: what names this version, or any
            Questionnaire?_id=cj-q1&_revinclude=QuestionnaireResponse:questionnaire; cj-q1 cj-r cj-r1
            Questionnaire?_id=cj-q0&_revinclude=QuestionnaireResponse:questionnaire; cj-q0 cj-r
            Questionnaire?_id=cj-other&_revinclude=QuestionnaireResponse:questionnaire; cj-other
            ValueSet?_id=cj-to&_revinclude=ConceptMap:target; cj-map cj-to
            StructureDefinition?_id=cj-base&_revinclude=StructureDefinition:base; cj-base cj-child
            # chains
            QuestionnaireResponse?questionnaire.title=Cj one; cj-r cj-r1
            QuestionnaireResponse?questionnaire:Questionnaire.title=Cj; cj-r cj-r1 cj-r2
            QuestionnaireResponse?questionnaire.title=Cj none; cj-r
            QuestionnaireResponse?questionnaire._id=cj-other;
            Measure?depends-on:Library._id=cj-lib; cj-measure
            # _has
            Questionnaire?_has:QuestionnaireResponse:questionnaire:_id=cj-r; cj-q0 cj-q1 cj-q2
            Questionnaire?_has:QuestionnaireResponse:questionnaire:_id=cj-r2; cj-q2
            Questionnaire?_has:QuestionnaireResponse:questionnaire:_id=cj-r1,cj-r2; cj-q1 cj-q2
            Questionnaire?_has:QuestionnaireResponse:questionnaire:_id=cj-r9;
            Library?_has:Measure:depends-on:_id=cj-measure; cj-lib
            ActivityDefinition?_has:PlanDefinition:definition:_id=cj-plan; cj-act
            """)
    void a_canonical_joins_as_a_reference_does(String search, String expected) {
        assertThat(ids(integration, search)).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void it_joins_nothing_that_the_caller_may_not_see() {
        String search = "Questionnaire?_id=cj-q1&_revinclude=QuestionnaireResponse:questionnaire";
        assertThat(ids(Http.as("patient487"), search)).isEqualTo("cj-q1 cj-r cj-r1");
        assertThat(ids(Http.as("patient488"), search)).isEqualTo("cj-q1");
    }

    @Test
    void a_definition_whose_address_lies_on_this_server_is_joined_by_its_address() {
        String url = Http.address() + "/fhir/Questionnaire/cj-elsewhere";
        put("Questionnaire/cj-here", DEFINED + url + "\",\"version\":\"1\"");
        put("QuestionnaireResponse/cj-here", ANSWERS + url + "\"");
        put("QuestionnaireResponse/cj-here1", ANSWERS + url + "|1\"");
        for (String response : new String[] {"cj-here", "cj-here1"}) {
            String of = "QuestionnaireResponse?_id=" + response;
            assertThat(ids(integration, of + "&_include=QuestionnaireResponse:questionnaire"))
                    .as(response)
                    .isEqualTo("cj-here" + (response.equals("cj-here") ? "" : " " + response));
        }
        assertThat(ids(integration, "QuestionnaireResponse?questionnaire._id=cj-here"))
                .isEqualTo("cj-here cj-here1");
    }

    private static String ids(Http caller, String search) {
        Reply reply = caller.get("/fhir/" + search.replace(" ", "%20").replace("|", "%7C"));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        Set<String> ids = new TreeSet<>();
        for (JsonNode entry : reply.json().path("entry")) {
            if (!entry.path("search").path("mode").asText().equals("outcome")) {
                ids.add(entry.path("resource").path("id").asText());
            }
        }
        return String.join(" ", ids);
    }

    private void questionnaire(String id, String more) {
        put("Questionnaire/" + id, DEFINED + Q + more);
    }

    private void put(String address, String elements) {
        String type = address.substring(0, address.indexOf('/'));
        String id = address.substring(address.indexOf('/') + 1);
        Reply reply =
                integration.put(
                        "/fhir/" + address,
                        "{\"resourceType\":\"%s\",\"id\":\"%s\",%s}".formatted(type, id, elements));
        assertThat(reply.status()).as(address + reply.text()).isIn(200, 201);
    }
}
