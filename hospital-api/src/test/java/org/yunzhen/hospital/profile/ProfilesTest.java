package org.yunzhen.hospital.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.mappings.identifier.Systems;

/** Profiles that documents declare ({@code meta.profile}), and {@code $validate}. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ProfilesTest {
    private static final String DEFINITION =
            """
            {"resourceType": "StructureDefinition", "id": "%1$s",
             "url": "https://hospital.example/StructureDefinition/%1$s", "version": "%2$s",
             "name": "Titled", "status": "active", "kind": "resource", "abstract": false,
             "type": "Basic", "baseDefinition": "http://hl7.org/fhir/StructureDefinition/Basic",
             "derivation": "constraint", "differential": {"element": [
               {"id": "Basic.%3$s", "path": "Basic.%3$s", "min": 1}]}}""";
    private static final String BASIC =
            """
            {"resourceType": "Basic", %s "code": {"text": "x"}}""";
    private static final String BORN =
            """
            {"resourceType": "Basic", %s "code": {"text": "x"}, "created": "2026-11-28"}""";

    private final Http integration = Http.as("integration01");
    private final Http operator = Http.as("operator01");

    /** A profile that the operator stores; it demands an element. */
    private String profile(String id, String element) {
        return profile(id, "1", element);
    }

    private String profile(String id, String version, String element) {
        Reply stored =
                operator.put(
                        "/fhir/StructureDefinition/" + id,
                        DEFINITION.formatted(id, version, element));
        assertThat(stored.status()).as(stored.text()).isIn(200, 201);
        return "https://hospital.example/StructureDefinition/" + id;
    }

    private static String declaring(String profile, String basic) {
        return basic.formatted("\"meta\": {\"profile\": [\"" + profile + "\"]},");
    }

    private static String named(String id, String resource) {
        return resource.replaceFirst("\\{", "{\"id\":\"" + id + "\",");
    }

    private static String parameters(String name, String value, String resource) {
        String given =
                resource.isEmpty() ? "" : ",{\"name\":\"resource\",\"resource\":" + resource + "}";
        return "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"%s\",%s}%s]}"
                .formatted(name, value, given);
    }

    private static String by(String profile, String resource) {
        return parameters("profile", "\"valueUri\":\"" + profile + "\"", resource);
    }

    private static String mode(String mode, String resource) {
        return parameters("mode", "\"valueCode\":\"" + mode + "\"", resource);
    }

    /** What an outcome says, with the worst. */
    private static String worst(Reply outcome) {
        assertThat(outcome.status()).as(outcome.text()).isEqualTo(200);
        assertThat(outcome.json().path("resourceType").asText()).isEqualTo("OperationOutcome");
        return outcome.text().contains("\"severity\":\"error\"") ? "error" : "fine";
    }

    @Test
    void a_document_that_breaks_the_profile_it_declares_is_refused_wherever_it_is_written() {
        String profile = profile("titled", "created");
        Reply created = integration.post("/fhir/Basic", declaring(profile, BASIC));
        assertThat(created.status()).as(created.text()).isEqualTo(422);
        assertThat(created.refusals()).containsOnly("profile-broken");
        assertThat(created.text()).contains("Basic.created: minimum required = 1");

        String path = "/fhir/Basic/titled-1";
        assertThat(integration.put(path, named("titled-1", declaring(profile, BASIC))).status())
                .isEqualTo(422);
        assertThat(integration.put(path, named("titled-1", declaring(profile, BORN))).status())
                .isEqualTo(201);
        String patch = "[{\"op\":\"remove\",\"path\":\"/created\"}]";
        Reply patched =
                integration
                        .with("Content-Type", "application/json-patch+json")
                        .raw("PATCH", path, patch.getBytes());
        assertThat(patched.refusals()).containsOnly("profile-broken");
        String bundle =
                """
                {"resourceType":"Bundle","type":"%s","entry":[{"resource":%s,
                 "request":{"method":"POST","url":"Basic"}},{"resource":%s,
                 "request":{"method":"PUT","url":"Basic/titled-2"}}]}""";
        String entries =
                bundle.formatted(
                        "transaction",
                        declaring(profile, BORN),
                        named("titled-2", declaring(profile, BASIC)));
        assertThat(integration.post("/fhir", entries).refusals()).containsOnly("profile-broken");
        assertThat(integration.get("/fhir/Basic/titled-2").status()).isEqualTo(404);
        Reply plain =
                integration.put("/fhir/Basic/titled-3", BASIC.formatted("\"id\":\"titled-3\","));
        assertThat(plain.status()).isEqualTo(201);
        Reply labelled =
                integration.post(
                        "/fhir/Basic/titled-3/$meta-add",
                        parameters(
                                "meta", "\"valueMeta\":{\"profile\":[\"" + profile + "\"]}", ""));
        assertThat(labelled.refusals()).containsOnly("profile-broken");
        assertThat(integration.get("/fhir/Basic/titled-3").text()).doesNotContain(profile);
    }

    @Test
    void links_between_the_entries_of_a_transaction_do_not_keep_it_from_being_judged() {
        String profile = profile("linked", "created");
        String linked =
                declaring(profile, BORN)
                        .replaceFirst(
                                "\\{",
                                "{\"text\":{\"status\":\"generated\",\"div\":\"<div"
                                        + " xmlns=\\\\\"http://www.w3.org/1999/xhtml\\\\\"><a"
                                        + " href=\\\\\"urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0"
                                        + "\\\\\">x</a></div>\"},\"extension\":[{\"url\":"
                                        + "\"urn:linked\",\"valueUri\":"
                                        + "\"urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0\"}],");
        Reply made =
                integration.post(
                        "/fhir",
                        """
                        {"resourceType":"Bundle","type":"transaction","entry":[
                         {"fullUrl":"urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0","resource":%s,
                          "request":{"method":"POST","url":"Basic"}},
                         {"resource":%s,"request":{"method":"POST","url":"Basic"}}]}"""
                                .formatted(BASIC.formatted(""), linked));
        assertThat(made.status()).as(made.text()).isEqualTo(200);
    }

    @Test
    void a_profile_holds_as_it_was_changed_last() {
        String profile = profile("changing", "created");
        assertThat(integration.post("/fhir/Basic", declaring(profile, BASIC)).status())
                .isEqualTo(422);
        profile("changing", "2", "code");
        assertThat(integration.post("/fhir/Basic", declaring(profile, BASIC)).status())
                .isEqualTo(201);
        assertThat(integration.post("/fhir/Basic", declaring(profile + "|2", BASIC)).status())
                .isEqualTo(201);
        Reply other =
                integration
                        .with("Prefer", "return=OperationOutcome")
                        .post("/fhir/Basic", declaring(profile + "|1", BASIC));
        assertThat(other.refusals()).as("another version").contains("profile-unknown");
    }

    @Test
    void a_profile_claimed_with_its_version_is_that_version_whichever_was_stored_last() {
        profile("of-versions", "1", "created");
        String other = DEFINITION.formatted("of-versions", "2", "author");
        Reply second =
                operator.put(
                        "/fhir/StructureDefinition/of-versions-2",
                        other.replace("\"id\": \"of-versions\"", "\"id\": \"of-versions-2\""));
        assertThat(second.status()).as(second.text()).isEqualTo(201);
        String profile = "https://hospital.example/StructureDefinition/of-versions";
        Reply broken = integration.post("/fhir/Basic", declaring(profile + "|1", BASIC));
        assertThat(broken.status()).as(broken.text()).isEqualTo(422);
        assertThat(broken.text())
                .contains("Basic.created: minimum required = 1")
                .doesNotContain("Basic.author: minimum");
        Reply kept =
                integration
                        .with("Prefer", "return=OperationOutcome")
                        .post("/fhir/Basic", declaring(profile + "|1", BORN));
        assertThat(kept.status()).as(kept.text()).isEqualTo(201);
        assertThat(kept.refusals()).doesNotContain("profile-unknown");
        assertThat(integration.post("/fhir/Basic", declaring(profile + "|2", BORN)).text())
                .contains("Basic.author: minimum required = 1");
        assertThat(integration.post("/fhir/Basic", declaring(profile, BORN)).text())
                .as("without a version it is what was stored last")
                .contains("Basic.author: minimum required = 1");
    }

    @Test
    void a_profile_that_nobody_knows_is_a_warning_but_one_of_ours_a_slip() {
        String stranger = declaring("https://elsewhere.example/StructureDefinition/x", BASIC);
        Reply stored =
                integration.with("Prefer", "return=OperationOutcome").post("/fhir/Basic", stranger);
        assertThat(stored.status()).isEqualTo(201);
        assertThat(stored.refusals()).contains("profile-unknown");
        assertThat(stored.text()).contains("\"severity\":\"warning\"");
        String slip = declaring("https://yunzhen.example/fhir/StructureDefinition/x", BASIC);
        Reply refused = integration.post("/fhir/Basic", slip);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.refusals()).containsExactly("profile-unknown");
    }

    @Test
    void validate_judges_what_is_given_by_a_profile_that_was_stored_and_by_r4() {
        String profile = profile("asked", "created");
        String path = "/fhir/Basic/$validate";
        String basic = BASIC.formatted("");
        assertThat(worst(integration.post(path, basic))).isEqualTo("fine");
        assertThat(worst(integration.post(path, by(profile, basic)))).isEqualTo("error");
        assertThat(worst(integration.post(path + "?profile=" + profile, basic))).isEqualTo("error");
        assertThat(worst(integration.post(path, by(profile, BORN.formatted("")))))
                .isEqualTo("fine");
        assertThat(worst(integration.post(path, "{\"resourceType\":\"Basic\",\"x\":1}")))
                .as("form")
                .isEqualTo("error");
        String bare =
                "{\"resourceType\":\"Observation\",\"status\":\"final\","
                        + "\"code\":{\"text\":\"x\"}}";
        String bp = "http://hl7.org/fhir/StructureDefinition/bp";
        Reply pressure = integration.post("/fhir/Observation/$validate", by(bp, bare));
        assertThat(worst(pressure)).isEqualTo("error");
        assertThat(pressure.text()).contains("Observation.component");
    }

    @Test
    void a_profile_that_validate_was_asked_for_and_is_not_known_is_an_error() {
        String stranger = "https://elsewhere.example/StructureDefinition/asked";
        String path = "/fhir/Basic/$validate";
        Reply asked = integration.post(path + "?profile=" + stranger, BASIC.formatted(""));
        assertThat(worst(asked)).isEqualTo("error");
        assertThat(asked.refusals()).contains("profile-unknown");
        assertThat(worst(integration.post(path, declaring(stranger, BASIC))))
                .as("declared, not asked for")
                .isNotEqualTo("error");
        Reply both = integration.post(path + "?profile=" + stranger, declaring(stranger, BASIC));
        assertThat(worst(both)).isEqualTo("error");
    }

    @Test
    void validate_on_an_instance_judges_what_is_stored_for_those_who_may_read_it() {
        String profile = profile("instance", "created");
        String path = "/fhir/Basic/validated";
        integration.put(path, BASIC.formatted("\"id\":\"validated\","));
        assertThat(worst(integration.get(path + "/$validate"))).isEqualTo("fine");
        assertThat(worst(integration.get(path + "/$validate?profile=" + profile)))
                .isEqualTo("error");
        String byMode = path + "/$validate?mode=profile&profile=" + profile;
        assertThat(worst(integration.get(byMode))).isEqualTo("error");
        assertThat(Http.as("patient001").get(path + "/$validate").status()).isEqualTo(403);
        assertThat(Http.anonymous().get(path + "/$validate").status()).isEqualTo(401);
        assertThat(integration.get("/fhir/Basic/nobody/$validate").status()).isEqualTo(404);
    }

    @Test
    void a_mode_tells_whether_the_write_would_be_done_and_does_nothing() {
        String path = "/fhir/Basic/rehearsed";
        String basic = BASIC.formatted("\"id\":\"rehearsed\",");
        integration.put(path, basic);
        String type = "/fhir/Basic/$validate";
        assertThat(worst(integration.post(type, mode("create", basic)))).isEqualTo("fine");
        assertThat(worst(integration.post(path + "/$validate", mode("update", basic))))
                .isEqualTo("fine");
        assertThat(worst(integration.post(path + "/$validate", mode("delete", ""))))
                .isEqualTo("fine");
        assertThat(integration.get(path).json().path("meta").path("versionId").asText())
                .isEqualTo("1");
        String marked =
                BASIC.formatted("\"meta\":{\"tag\":[{\"system\":\"" + Systems.WORKFLOW + "\"}]},");
        Reply create = integration.post(type, mode("create", marked));
        assertThat(create.refusals()).contains("protected-tag");
        Reply forbidden = Http.as("patient001").post(type, mode("create", basic));
        assertThat(forbidden.refusals()).contains("forbidden");
    }

    @Test
    void a_question_that_cannot_be_asked_is_refused() {
        String type = "/fhir/Basic/$validate";
        String basic = BASIC.formatted("");
        assertThat(integration.post(type, mode("nonsense", basic)).status()).isEqualTo(400);
        assertThat(integration.post(type, mode("update", basic)).status()).isEqualTo(400);
        assertThat(integration.post(type, mode("create", "")).refusals())
                .containsExactly("missing-parameter");
        assertThat(integration.post("/fhir/Patient/$validate", basic).refusals())
                .containsExactly("type-mismatch");
        assertThat(integration.post(type, "{\"resourceType\":\"Nonsense\"}").status())
                .isEqualTo(400);
        Reply unknown = integration.post(type, by("https://yunzhen.example/fhir/x", basic));
        assertThat(worst(unknown)).isEqualTo("error");
        String transaction =
                "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"resource\":"
                        + basic
                        + ",\"request\":{\"method\":\"POST\",\"url\":\"Basic/$validate\"}}]}";
        assertThat(integration.post("/fhir", transaction).refusals())
                .containsExactly("not-supported");
    }
}
