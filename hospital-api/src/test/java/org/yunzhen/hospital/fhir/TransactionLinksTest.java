package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** Links between the entries of a transaction (R4 sections 2.36.4.1 and 3.1.0.11.2). */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TransactionLinksTest {
    private static final String URN = "urn:uuid:88888888-8888-8888-8888-888888888888";

    private final Http integration = Http.as("integration01");

    private static String transaction(String... entries) {
        return "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[%s]}"
                .formatted(String.join(",", entries))
                .replace('\'', '"');
    }

    private static String create(String fullUrl, String type, String members) {
        return "{'fullUrl':'%s','resource':{'resourceType':'%s'%s},'request':{'method':'POST','url':'%s'}}"
                .formatted(fullUrl, type, members.isEmpty() ? "" : "," + members, type);
    }

    private static String update(String fullUrl, String type, String id, String members) {
        return "{'fullUrl':'%s','resource':{'resourceType':'%s','id':'%s',%s},'request':{'method':'PUT','url':'%s/%s'}}"
                .formatted(fullUrl, type, id, members, type, id);
    }

    private JsonNode made(Reply done, int entry) {
        assertThat(done.status()).as(done.text()).isEqualTo(200);
        String location = location(done, entry);
        return integration.get(location.substring(location.indexOf("/fhir/"))).json();
    }

    private static String location(Reply done, int entry) {
        return done.json().path("entry").path(entry).path("response").path("location").asText();
    }

    private String id(Reply done, int entry) {
        JsonNode made = made(done, entry);
        return made.path("resourceType").asText() + "/" + made.path("id").asText();
    }

    @Test
    void links_of_the_narrative_and_uris_lead_to_what_was_stored() {
        String div =
                "<div xmlns=\\\"http://www.w3.org/1999/xhtml\\\"><a href=\\\"%s\\\">%s</a><img src=\\\"%s\\\"/></div>"
                        .formatted(URN, URN, URN);
        Reply done =
                integration.post(
                        "/fhir",
                        transaction(
                                create(
                                        "urn:uuid:1",
                                        "Basic",
                                        ("'code':{'text':'%s'},'text':{'status':'generated','div':'%s'},"
                                                        + "'extension':[{'url':'urn:e','valueUri':'%s'}]")
                                                .formatted(URN, div, URN)),
                                create(URN, "Patient", "")));

        String patient = id(done, 1);
        JsonNode basic = made(done, 0);
        assertThat(basic.path("text").path("div").asText())
                .contains("<a href=\"" + patient + "\">" + URN + "</a>")
                .contains("<img src=\"" + patient + "\"/>");
        assertThat(basic.path("extension").path(0).path("valueUri").asText()).isEqualTo(patient);
        assertThat(basic.path("code").path("text").asText()).isEqualTo(URN);
    }

    @Test
    void a_relative_reference_is_relative_to_the_address_of_its_own_entry() {
        Reply done =
                integration.post(
                        "/fhir",
                        transaction(
                                create(
                                        "http://elsewhere.org/r4/Basic/5",
                                        "Basic",
                                        "'code':{'text':'x'},'subject':{'reference':'Patient/5'}"),
                                create("http://elsewhere.org/r4/Patient/5", "Patient", ""),
                                create(
                                        "http://third.org/Basic/6",
                                        "Basic",
                                        "'code':{'text':'x'},'subject':{'reference':'Patient/5'}")));

        assertThat(made(done, 0).path("subject").path("reference").asText()).isEqualTo(id(done, 1));
        assertThat(made(done, 2).path("subject").path("reference").asText()).isEqualTo("Patient/5");
    }

    @Test
    void a_reference_to_a_version_leads_to_the_version_that_is_stored() {
        integration.put(
                "/fhir/Patient/links-v", "{\"resourceType\":\"Patient\",\"id\":\"links-v\"}");
        Reply done =
                integration.post(
                        "/fhir",
                        transaction(
                                create(URN, "Patient", ""),
                                update("urn:uuid:2", "Patient", "links-v", "'active':true"),
                                create(
                                        "urn:uuid:3",
                                        "Basic",
                                        ("'code':{'text':'x'},'subject':{'reference':'%s/_history/7'},"
                                                        + "'author':{'reference':'urn:uuid:2/_history/7'}")
                                                .formatted(URN))));

        JsonNode basic = made(done, 2);
        assertThat(basic.path("subject").path("reference").asText())
                .isEqualTo(id(done, 0) + "/_history/1");
        assertThat(basic.path("author").path("reference").asText())
                .isEqualTo("Patient/links-v/_history/2");
    }

    @Test
    void two_that_refer_to_each_other_are_both_stored() {
        Reply done =
                integration.post(
                        "/fhir",
                        transaction(
                                create(
                                        "urn:uuid:4",
                                        "Basic",
                                        "'code':{'text':'x'},'subject':{'reference':'urn:uuid:5'}"),
                                create(
                                        "urn:uuid:5",
                                        "Basic",
                                        "'code':{'text':'x'},'subject':{'reference':'urn:uuid:4'}")));

        assertThat(made(done, 0).path("subject").path("reference").asText()).isEqualTo(id(done, 1));
        assertThat(made(done, 1).path("subject").path("reference").asText()).isEqualTo(id(done, 0));
    }
}
