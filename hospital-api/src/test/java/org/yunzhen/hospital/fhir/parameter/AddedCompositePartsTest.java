package org.yunzhen.hospital.fhir.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yunzhen.hospital.testing.AddedParameter.add;
import static org.yunzhen.hospital.testing.AddedParameter.awaitComplete;
import static org.yunzhen.hospital.testing.AddedParameter.composite;
import static org.yunzhen.hospital.testing.AddedParameter.found;
import static org.yunzhen.hospital.testing.AddedParameter.json;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** Parts of all kinds, where they must be in one component. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AddedCompositePartsTest {
    private static final String OF_R4 = "http://hl7.org/fhir/SearchParameter/";
    private static final String OWN = "http://example.org/SearchParameter/";

    private final Http integration = Http.as("integration01");

    @BeforeEach
    void parameters_of_a_tenant_and_what_they_find() {
        add(integration, json("acp-name", "Patient", "string", "Patient.contact.name"));
        add(integration, json("acp-street", "Patient", "string", "Patient.contact.address"));
        add(integration, json("acp-call", "Patient", "token", "Patient.contact.telecom"));
        add(integration, json("acp-while", "Patient", "date", "Patient.contact.period"));
        add(
                integration,
                json("acp-title", "PlanDefinition", "string", "PlanDefinition.action.title"));
        add(integration, contact("acp-contact", "acp-name", "name", "acp-while", "period"));
        add(integration, contact("acp-reach", "acp-call", "telecom", "acp-street", "address"));
        add(
                integration,
                composite(
                        "acp-reaction",
                        "Immunization",
                        "Immunization.reaction",
                        OF_R4 + "Immunization-reaction",
                        "detail",
                        OF_R4 + "Immunization-reaction-date",
                        "date"));
        add(
                integration,
                composite(
                        "acp-step",
                        "PlanDefinition",
                        "PlanDefinition.action",
                        OWN + "acp-title",
                        "title",
                        OF_R4 + "PlanDefinition-definition",
                        "definition.as(canonical)"));
        put("Patient", "'contact':[" + anna() + "," + berta() + "]");
        put("Immunization", immunization());
        put(
                "PlanDefinition",
                "'status':'draft','action':[{'title':'Eins','definitionCanonical':'urn:acp:x|1'},"
                        + "{'title':'Zwei','definitionCanonical':'urn:acp:y'}]");
        for (String own : new String[] {"name", "street", "call", "while", "title"}) {
            awaitComplete(integration, "acp-" + own);
        }
    }

    private static String contact(
            String code, String one, String at, String other, String atOther) {
        return composite(code, "Patient", "Patient.contact", OWN + one, at, OWN + other, atOther);
    }

    private static String anna() {
        return "{'name':{'family':'Müller','given':['Maria','Anna']},'period':{'start':'2026-01','end':'2026-03-15'},"
                + "'telecom':[{'system':'phone','value':'111'}],'address':{'line':['Hof 1'],'city':'Ulm'}}";
    }

    private static String berta() {
        return "{'name':{'text':'Berta'},'period':{'end':'2020'},'telecom':[{'system':'phone','value':'222'}],"
                + "'address':{'line':['Weg 2'],'city':'Bonn'}}";
    }

    private static String immunization() {
        return "'status':'completed','vaccineCode':{'text':'x'},'patient':{'display':'x'},'occurrenceString':'x',"
                + "'reaction':[{'date':'2026-03','detail':{'reference':'Observation/acp-a'}},"
                + "{'date':'2026-04-05T10:00:00.250+08:00','detail':{'reference':'Observation/acp-b/_history/1'}},"
                + "{'date':'2025','detail':{'reference':'http://other.example/fhir/Observation/acp-c'}},"
                + "{'date':'2026-05-01','detail':{'reference':'Observation/acp-d'}},"
                + "{'date':'2026-06-01T00:00:00."
                + "1".repeat(20_000)
                + "Z','detail':{'reference':'Observation/acp-e'}},"
                + "{'date':'2016-12-31T23:59:60.5Z','detail':{'reference':'Observation/acp-f'}}]";
    }

    private void put(String type, String elements) {
        String json = "{'resourceType':'%s','id':'acp',%s}".formatted(type, elements);
        Reply reply = integration.put("/fhir/" + type + "/acp", json.replace('\'', '"'));
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                // texts and periods
                "Patient?acp-contact=mull$gt2026-02 => yes",
                "Patient?acp-contact=Anna$lt2026-02 => yes",
                "Patient?acp-contact=maria$2026 => yes",
                "Patient?acp-contact=muller$eb2021 => no",
                "Patient?acp-contact=berta$eb2021 => yes",
                "Patient?acp-contact=berta$le2020 => yes",
                "Patient?acp-contact=berta$gt2020 => no",
                "Patient?acp-contact=berta$ge2026 => no",
                "Patient?acp-contact=ann$ap2026-02-10 => yes",
                "Patient?acp-contact=ann$sa2025 => yes",
                "Patient?acp-contact=ann$sa2026-01 => no",
                "Patient?acp-contact=cora$gt2000 => no",
                // what a contact point and an address say
                "Patient?acp-reach=111$hof => yes",
                "Patient?acp-reach=111$ULM => yes",
                "Patient?acp-reach=111$bonn => no",
                "Patient?acp-reach=222$bonn => yes",
                "Patient?acp-reach=|222$bonn => yes",
                "Patient?acp-reach=phone|222$bonn => no",
                // references and dates
                "Immunization?acp-reaction=Observation/acp-a$2026-03 => yes",
                "Immunization?acp-reaction=acp-a$2026-03 => yes",
                "Immunization?acp-reaction=acp-a$2026 => yes",
                "Immunization?acp-reaction=acp-a$2026-03-01 => no",
                "Immunization?acp-reaction=acp-a$ne2026-03 => no",
                "Immunization?acp-reaction=acp-a$2026-04 => no",
                "Immunization?acp-reaction=acp-b$2026-04-05 => yes",
                "Immunization?acp-reaction=acp-b$2026-04-05T02:00:00.25Z => yes",
                "Immunization?acp-reaction=acp-b$gt2026-04-05T02:00:00.251Z => no",
                "Immunization?acp-reaction=acp-b$lt2026-04-05T02:00:00.251Z => yes",
                "Immunization?acp-reaction=Observation/acp-b/_history/1$2026-04-05 => yes",
                "Immunization?acp-reaction=acp-c$2025 => no",
                "Immunization?acp-reaction=http://other.example/fhir/Observation/acp-c$2025 => yes",
                "Immunization?acp-reaction=http://other.example/fhir/Observation/acp-c$2026 => no",
                "Immunization?acp-reaction=acp-d$2026-05 => yes",
                "Immunization?acp-reaction=acp-d$2026-04-30T16:00:00Z => no",
                "Immunization?acp-reaction=acp-d$ge2026-04-30T16:00:00Z => yes",
                "Immunization?acp-reaction=acp-d$lt2026-05-01 => no",
                "Immunization?acp-reaction=acp-d$le2026-05-01 => yes",
                "Immunization?acp-reaction=acp-a$2025,acp-d$2026 => yes",
                "Immunization?acp-reaction=acp-e$2026-06-01 => yes",
                "Immunization?acp-reaction=acp-e$gt2026-06-01 => no",
                "Immunization?acp-reaction=acp-f$2017-01-01 => yes",
                "Immunization?acp-reaction=acp-f$lt2017-01-01T00:00:00Z => no",
                // canonicals
                "PlanDefinition?acp-step=eins$urn:acp:x => yes",
                "PlanDefinition?acp-step=eins$urn:acp:x|1 => yes",
                "PlanDefinition?acp-step=eins$urn:acp:x|2 => no",
                "PlanDefinition?acp-step=eins$urn:acp:y => no",
                "PlanDefinition?acp-step=zw$urn:acp:y => yes",
            })
    void are_found_together_and_not_apart(String search, String expected) {
        assertThat(found(integration, encoded(search)).contains("acp"))
                .isEqualTo(expected.equals("yes"));
    }

    @ParameterizedTest
    @CsvSource({
        "Immunization?acp-reaction=acp-a$2026-13",
        "Immunization?acp-reaction=acp-a$xx2026",
        "Immunization?acp-reaction=acp-a$",
        "Immunization?acp-reaction=$2026",
        "Immunization?acp-reaction=acp-a",
        "Patient?acp-contact=$2026",
        "Patient?acp-reach=111$",
        "PlanDefinition?acp-step=eins$",
    })
    void and_bad_values_are_refused(String search) {
        Reply reply = integration.get(encoded(search));
        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
    }

    @Test
    void pinyin_is_written_in_no_component() {
        String json =
                composite(
                        "acp-typed",
                        "Patient",
                        "Patient.name",
                        OF_R4 + "individual-given",
                        "given",
                        pinyin(),
                        "given");
        Reply reply = integration.put("/fhir/SearchParameter/acp-typed", json);

        assertThat(reply.status()).as(reply.text()).isEqualTo(422);
        assertThat(reply.text()).contains("component[1].expression");
    }

    private String pinyin() {
        return integration.get("/fhir/SearchParameter/pinyin").json().path("url").asText();
    }

    private static String encoded(String search) {
        int value = search.indexOf('=') + 1;
        return "/fhir/"
                + search.substring(0, value)
                + URLEncoder.encode(search.substring(value), StandardCharsets.UTF_8);
    }
}
