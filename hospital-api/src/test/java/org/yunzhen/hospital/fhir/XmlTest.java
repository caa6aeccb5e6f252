package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.xml.FhirXml;

/** XML in and out of every interaction (R4 section 2.6.1): what JSON says, said in XML. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class XmlTest {
    private static final String XML = "application/fhir+xml";
    private static final String NS = " xmlns=\"http://hl7.org/fhir\"";

    private final Http json = Http.as("integration01");
    private final Http xml = json.with("Accept", XML).with("Content-Type", XML);

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode tree(Reply reply) {
        assertThat(reply.header("Content-Type")).isEqualTo(XML + ";charset=utf-8");
        return FhirXml.parse(reply.http().body());
    }

    private static String refusal(Reply reply) {
        return tree(reply).at("/issue/0/details/coding/0/code").textValue();
    }

    private static JsonNode without(JsonNode document, String... names) {
        ObjectNode copy = document.deepCopy();
        for (String name : names) {
            copy.remove(name);
        }
        return copy;
    }

    @Test
    void a_resource_sent_as_xml_is_stored_as_json_and_read_as_either() {
        String observation =
                "<Observation"
                        + NS
                        + "><text><status value=\"generated\"/><div xmlns=\"http://www.w3.org/1999/xhtml\">"
                        + "体重 <b>61.50</b> kg</div></text><status value=\"final\"/><code><text value=\"体重 😀&#10;two\"/></code>"
                        + "<effectiveDateTime value=\"2026-11-28\"><extension url=\"http://x\"><valueBoolean value=\"true\"/>"
                        + "</extension></effectiveDateTime><valueQuantity id=\"q\"><value value=\"61.50\"/></valueQuantity></Observation>";

        Reply created = xml.raw("POST", "/fhir/Observation", bytes(observation));

        assertThat(created.status()).as(created.text()).isEqualTo(201);
        String id = tree(created).path("id").textValue();
        Reply asJson = json.get("/fhir/Observation/" + id);
        assertThat(asJson.text())
                .contains("\"valueQuantity\":{\"id\":\"q\",\"value\":61.50}")
                .contains("\"text\":\"体重 😀\\ntwo\"")
                .contains(
                        "\"_effectiveDateTime\":{\"extension\":[{\"url\":\"http://x\",\"valueBoolean\":true}]}");
        assertThat(tree(xml.get("/fhir/Observation/" + id))).isEqualTo(asJson.json());
        assertThat(tree(xml.get("/fhir/Observation/" + id + "/_history/1")))
                .isEqualTo(asJson.json());
        assertThat(tree(xml.get("/fhir/Observation/" + id + "/_history")))
                .isEqualTo(json.get("/fhir/Observation/" + id + "/_history").json());

        byte[] read = xml.get("/fhir/Observation/" + id).http().body();
        Reply updated = xml.raw("PUT", "/fhir/Observation/" + id, read);
        assertThat(updated.status()).as(updated.text()).isEqualTo(200);
        assertThat(without(tree(updated), "meta")).isEqualTo(without(asJson.json(), "meta"));
    }

    @Test
    void what_the_hospital_holds_of_every_type_says_the_same_in_xml() {
        int entries = 0;
        for (String type : Definitions.r4().resourceTypes()) {
            Reply found = json.get("/fhir/" + type + "?_count=20&_total=none");
            Reply same = xml.get("/fhir/" + type + "?_count=20&_total=none");
            assertThat(same.status()).isEqualTo(found.status());
            JsonNode entry = tree(same).path("entry");
            if (!type.equals("AuditEvent")) { // which tells of the search before
                assertThat(entry).as(type).isEqualTo(found.json().path("entry"));
            }
            entries += found.json().path("entry").size();
        }
        assertThat(entries).isPositive();
    }

    @Test
    void the_capability_statement_is_served_in_both_formats_and_names_them() {
        Reply statement = Http.anonymous().get("/fhir/metadata");
        assertThat(statement.json().path("format").toString())
                .isEqualTo("[\"json\",\"xml\",\"application/fhir+json\",\"application/fhir+xml\"]");
        assertThat(tree(Http.anonymous().get("/fhir/metadata?_format=xml")))
                .isEqualTo(statement.json());
    }

    @Test
    void a_transaction_in_xml_is_answered_in_xml() {
        String bundle =
                "<Bundle"
                        + NS
                        + "><type value=\"transaction\"/><entry><fullUrl value=\"urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0\"/>"
                        + "<resource><Basic><code><text value=\"xml\"/></code></Basic></resource>"
                        + "<request><method value=\"POST\"/><url value=\"Basic\"/></request></entry></Bundle>";
        Reply reply = xml.raw("POST", "/fhir", bytes(bundle));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(tree(reply).at("/entry/0/response/status").textValue()).isEqualTo("201");
    }

    @Test
    void an_operation_takes_its_parameters_as_xml() {
        String complaint =
                "<Parameters"
                        + NS
                        + "><parameter><name value=\"complaint\"/><valueString value=\"胸痛\"/></parameter></Parameters>";
        Reply reply =
                Http.anonymous()
                        .with("Accept", XML)
                        .with("Content-Type", XML)
                        .raw("POST", "/fhir/HealthcareService/$triage", bytes(complaint));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        Reply same =
                Http.anonymous()
                        .post(
                                "/fhir/HealthcareService/$triage",
                                new String(
                                        FhirJson.write(FhirXml.parse(bytes(complaint))),
                                        StandardCharsets.UTF_8));
        assertThat(tree(reply)).isEqualTo(same.json());
    }

    @Test
    void a_refusal_is_in_the_format_that_the_caller_wants() {
        assertThat(refusal(xml.get("/fhir/Basic/there-is-none"))).isEqualTo("not-found");
        assertThat(refusal(xml.get("/fhir/Nonsense/1"))).isEqualTo("unknown-type");
        assertThat(refusal(Http.anonymous().with("Accept", XML).get("/fhir/Basic/x")))
                .isEqualTo("unauthenticated");
        assertThat(refusal(xml.raw("POST", "/fhir/Basic", new byte[17 << 20])))
                .isEqualTo("payload-too-large");
        assertThat(refusal(xml.raw("POST", "/fhir/Basic", bytes("<Basic" + NS + "/>"))))
                .isEqualTo("element-missing");
        assertThat(
                        refusal(
                                json.with("Content-Type", "text/plain")
                                        .with("Accept", XML)
                                        .raw("POST", "/fhir/Basic", bytes("x"))))
                .isEqualTo("unsupported-media-type");
        Reply asJson = json.with("Content-Type", XML).raw("POST", "/fhir/Basic", bytes("<Basic>"));
        assertThat(asJson.refusals()).containsExactly("malformed-xml");
        assertThat(asJson.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE b [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><Basic%s><language value=\"&b;\"/></Basic>",
                "<!DOCTYPE b [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><Basic%s><language value=\"&a;\"/></Basic>",
                "<!DOCTYPE b SYSTEM \"http://127.0.0.1:1/b.dtd\"><Basic%s/>"
            })
    void a_document_type_is_refused(String document) {
        Reply reply = xml.raw("POST", "/fhir/Basic", bytes(document.replace("%s", NS)));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(refusal(reply)).isEqualTo("doctype-not-allowed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/xml | application/xml",
                "text/xml | text/xml",
                "application/fhir+xml; fhirVersion=4.0 | application/fhir+xml",
                "application/fhir+json;q=0.5, application/fhir+xml | application/fhir+xml",
                "application/fhir+xml;q=0.5, application/fhir+json;q=0.9 | application/fhir+json",
                "application/fhir+xml;q=0, */* | application/fhir+json",
                "text/html, */*;q=0.8 | application/fhir+json"
            })
    void the_caller_chooses_the_format_by_weight(String accept, String type) {
        Reply reply = Http.anonymous().with("Accept", accept).get("/fhir/Basic/x");
        assertThat(reply.header("Content-Type")).isEqualTo(type + ";charset=utf-8");
        assertThat(reply.http().headers().allValues("Vary"))
                .anyMatch(v -> v.equalsIgnoreCase("accept"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "xml",
                "text/xml",
                "application/xml",
                "application/fhir+xml",
                "application/fhir%2Bxml"
            })
    void the_parameter_outweighs_the_header(String format) {
        Reply reply =
                json.with("Accept", "application/fhir+json").get("/fhir/Basic/x?_format=" + format);
        assertThat(reply.header("Content-Type")).isEqualTo(XML + ";charset=utf-8");
        assertThat(json.get("/fhir/Basic/x?_format=ttl").status()).isEqualTo(406);
    }
}
