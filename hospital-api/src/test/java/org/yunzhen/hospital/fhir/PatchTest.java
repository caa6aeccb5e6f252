package org.yunzhen.hospital.fhir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** {@code patch}, R4 section 3.1.0.6, alone, conditional and in Bundles. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PatchTest {
    private static final String JSON_PATCH = "application/json-patch+json";

    private final Http integration = Http.as("integration01");

    private void observation(String id) {
        Reply made =
                integration.put(
                        "/fhir/Observation/" + id,
                        """
                        {"resourceType":"Observation","id":"%s","status":"final",
                         "identifier":[{"system":"urn:pt","value":"%s"}],
                         "code":{"text":"x"},"valueQuantity":{"value":61.50,"unit":"kg"}}"""
                                .formatted(id, id));
        assertThat(made.status()).as(made.text()).isIn(200, 201);
    }

    private static Reply patch(Http caller, String path, String operations) {
        return caller.with("Content-Type", JSON_PATCH)
                .raw("PATCH", "/fhir/" + path, json(operations));
    }

    private static Reply fhirPath(Http caller, String path, String... parts) {
        return caller.with("Content-Type", "application/fhir+json")
                .raw("PATCH", "/fhir/" + path, json(parameters(parts)));
    }

    private static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(UTF_8);
    }

    private static String parameters(String... parts) {
        return "{'resourceType':'Parameters','parameter':[{'name':'operation','part':["
                + String.join(",", parts)
                + "]}]}";
    }

    private static String part(String name, String value) {
        return "{'name':'" + name + "'," + value + "}";
    }

    private static String[] replaceUnit(String unit) {
        return new String[] {
            part("type", "'valueCode':'replace'"),
            part("path", "'valueString':'Observation.value.ofType(Quantity).unit'"),
            part("value", "'valueString':'" + unit + "'")
        };
    }

    private static String replaceStatus(String status) {
        return "[{'op':'replace','path':'/status','value':'" + status + "'}]";
    }

    @Test
    void both_kinds_make_the_next_version_and_decimals_keep_their_zeros() {
        observation("pt-both");
        String at = "Observation/pt-both";

        Reply first = patch(integration, at, replaceStatus("amended"));
        Reply second = fhirPath(integration, at, replaceUnit("g"));

        assertThat(first.status()).as(first.text()).isEqualTo(200);
        assertThat(first.header("ETag")).isEqualTo("W/\"2\"");
        assertThat(second.status()).as(second.text()).isEqualTo(200);
        assertThat(second.header("ETag")).isEqualTo("W/\"3\"");
        assertThat(integration.get("/fhir/" + at).text())
                .isEqualTo(second.text())
                .contains("amended", "{\"value\":61.50,\"unit\":\"g\"}", "\"versionId\":\"3\"");
        assertThat(integration.get("/fhir/Observation?identifier=urn:pt%7Cpt-both&status=amended"))
                .extracting(reply -> reply.json().path("total").asInt())
                .isEqualTo(1);
    }

    @Test
    void a_patch_that_fails_or_breaks_the_resource_changes_nothing() {
        observation("pt-same");
        String at = "Observation/pt-same";
        String test = "[{'op':'test','path':'/status','value':'draft'}]";

        assertThat(patch(integration, at, test).status()).isEqualTo(422);
        assertThat(patch(integration, at, test).refusals()).containsExactly("patch-test-failed");
        assertThat(patch(integration, at, "[{'op':'remove','path':'/nothing'}]").refusals())
                .containsExactly("patch-not-applicable");
        assertThat(patch(integration, at, "[{'op':'remove','path':'/status'}]").refusals())
                .containsExactly("element-missing");
        assertThat(patch(integration, at, replaceStatus("nonsense")).refusals())
                .containsExactly("code-not-allowed");
        assertThat(patch(integration, at, "[{'op':'add','path':'/id','value':'x'}]").refusals())
                .containsExactly("id-mismatch");
        String type = "[{'op':'add','path':'/resourceType','value':'Basic'}]";
        assertThat(patch(integration, at, type).refusals()).containsExactly("type-mismatch");
        assertThat(patch(integration, at, "[{'op':'add','path':'','value':1}]").refusals())
                .containsExactly("type-mismatch");
        assertThat(fhirPath(integration, at, part("type", "'valueCode':'x'")).refusals())
                .containsExactly("patch-malformed");
        assertThat(integration.get("/fhir/" + at).header("ETag")).isEqualTo("W/\"1\"");
    }

    @Test
    void the_media_type_says_which_kind_it_is() {
        observation("pt-media");
        String at = "/fhir/Observation/pt-media";
        byte[] patch = json(replaceStatus("amended"));
        for (String type :
                List.of(
                        "text/plain",
                        "application/xml-patch+xml",
                        "application/merge-patch+json")) {
            Reply refused = integration.with("Content-Type", type).raw("PATCH", at, patch);
            assertThat(refused.status()).as(type).isEqualTo(415);
            assertThat(refused.header("Accept-Patch")).contains("application/json-patch+json");
        }
        assertThat(integration.raw("PATCH", at, patch).status()).isEqualTo(415);
        Http resource = integration.with("Content-Type", "application/fhir+json");
        assertThat(resource.raw("PATCH", at, patch).refusals()).containsExactly("patch-malformed");
        assertThat(patch(integration, "Observation/pt-media", "{}").refusals())
                .containsExactly("patch-malformed");
        assertThat(patch(integration, "Observation/pt-media", "").status()).isEqualTo(400);
        assertThat(patch(integration, "Observation/pt-media", "[{").status()).isEqualTo(400);
    }

    @Test
    void a_stale_version_is_412_what_is_not_there_404_and_what_is_deleted_410() {
        observation("pt-gone");
        String at = "Observation/pt-gone";
        assertThat(
                        patch(integration.with("If-Match", "W/\"7\""), at, replaceStatus("amended"))
                                .status())
                .isEqualTo(412);
        assertThat(
                        patch(integration.with("If-Match", "W/\"1\""), at, replaceStatus("amended"))
                                .status())
                .isEqualTo(200);
        integration.delete("/fhir/" + at);
        assertThat(patch(integration, at, replaceStatus("final")).status()).isEqualTo(410);
        assertThat(patch(integration, "Observation/pt-none", replaceStatus("final")).status())
                .isEqualTo(404);
    }

    @Test
    void criteria_name_the_one_that_is_patched() {
        observation("pt-if");
        String criteria = "Observation?identifier=urn:pt%7Cpt-if";
        Reply done = patch(integration, criteria, replaceStatus("amended"));
        assertThat(done.status()).as(done.text()).isEqualTo(200);
        assertThat(done.id()).isEqualTo("pt-if");
        assertThat(fhirPath(integration, criteria, replaceUnit("g")).header("ETag"))
                .isEqualTo("W/\"3\"");
        assertThat(patch(integration, criteria + "x", replaceStatus("final")).status())
                .isEqualTo(404);
        assertThat(patch(integration, "Observation", replaceStatus("final")).status())
                .isEqualTo(412);
        observation("pt-if2");
        String two = "Observation?identifier=urn:pt%7Cpt-if,urn:pt%7Cpt-if2";
        assertThat(patch(integration, two, replaceStatus("final")).refusals())
                .containsExactly("criteria-ambiguous");
    }

    @Test
    void nobody_learns_by_a_patch_what_they_may_not_read() {
        for (String id : List.of("patient138", "patient139")) {
            integration.put(
                    "/fhir/Patient/" + id,
                    "{\"resourceType\":\"Patient\",\"id\":\"" + id + "\",\"gender\":\"male\"}");
        }
        Http own = Http.as("patient138");
        String right = "[{'op':'test','path':'/gender','value':'male'}]";
        String wrong = "[{'op':'test','path':'/gender','value':'female'}]";
        Reply one = patch(own, "Patient/patient139", right);
        Reply other = patch(own, "Patient/patient139", wrong);
        Reply none = patch(own, "Patient/pt-nobody", right);
        for (Reply reply : List.of(one, other, none)) {
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.refusals()).containsExactly("forbidden");
        }
        assertThat(patch(own, "Patient?_id=patient139", right).status()).isEqualTo(404);
        assertThat(patch(own, "Patient?_id=pt-nobody", right).status()).isEqualTo(404);
        assertThat(patch(Http.anonymous(), "Patient/patient139", right).status()).isEqualTo(401);

        String phone = "[{'op':'add','path':'/telecom','value':[{'system':'phone','value':'1'}]}]";
        assertThat(patch(own, "Patient/patient138", phone).status()).isEqualTo(200);
        String identity = "[{'op':'replace','path':'/gender','value':'female'}]";
        assertThat(patch(own, "Patient/patient138", identity).status()).isEqualTo(403);
    }

    private static String entry(String url, String resource) {
        return "{'resource':%s,'request':{'method':'PATCH','url':'%s'}}".formatted(resource, url);
    }

    private static String binary(String operations) {
        return "{'resourceType':'Binary','contentType':'%s','data':'%s'}"
                .formatted(JSON_PATCH, Base64.getEncoder().encodeToString(json(operations)));
    }

    private Reply bundle(String type, String... entries) {
        String bundle = "{'resourceType':'Bundle','type':'%s','entry':[%s]}";
        return integration.post(
                "/fhir", bundle.formatted(type, String.join(",", entries)).replace('\'', '"'));
    }

    private static List<String> statuses(Reply reply) {
        return IntStream.range(0, reply.json().path("entry").size())
                .mapToObj(i -> reply.json().path("entry").path(i).path("response"))
                .map(response -> response.path("status").asText())
                .toList();
    }

    @Test
    void Bundles_hold_JSON_patches_as_Binary_and_FHIRPath_patches_as_Parameters() {
        for (String id : List.of("pt-b1", "pt-b2", "pt-b3")) {
            observation(id);
        }
        String[] entries = {
            entry("Observation/pt-b1", binary(replaceStatus("amended"))),
            entry("Observation/pt-b2", parameters(replaceUnit("g"))),
            entry("Observation?identifier=urn:pt%7Cpt-b3", binary(replaceStatus("amended")))
        };

        Reply done = bundle("transaction", entries);
        assertThat(statuses(done)).as(done.text()).containsExactly("200", "200", "200");
        for (String id : List.of("pt-b1", "pt-b2", "pt-b3")) {
            assertThat(integration.get("/fhir/Observation/" + id).header("ETag"))
                    .isEqualTo("W/\"2\"");
        }
        assertThat(integration.get("/fhir/Observation/pt-b3").text()).contains("amended", "61.50");

        Reply twice = bundle("transaction", entries[0], entries[0]);
        assertThat(twice.refusals()).containsExactly("bundle-duplicate");
        Reply broken = bundle("transaction", entries[0], entry("Observation/pt-b2", binary("[")));
        assertThat(broken.status()).isEqualTo(400);
        assertThat(broken.text()).contains("Bundle.entry[1]");
        assertThat(integration.get("/fhir/Observation/pt-b1").header("ETag")).isEqualTo("W/\"2\"");
        Reply batch =
                bundle(
                        "batch",
                        entries[0],
                        entry("Observation/pt-b2", binary("[")),
                        entry("Observation/pt-b9", binary(replaceStatus("final"))),
                        entries[2]);
        assertThat(statuses(batch)).containsExactly("200", "400", "404", "200");
    }
}
