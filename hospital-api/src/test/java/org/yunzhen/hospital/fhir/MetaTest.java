package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.proof.Records;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.validate.StructureValidator;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class MetaTest {
    private static final String PATIENT = "patient133";

    private final Http integration = Http.as("integration01");

    private String condition(String id) {
        integration.put("/fhir/Patient/" + PATIENT, Records.of("Patient", PATIENT, PATIENT));
        integration.put("/fhir/Condition/" + id, Records.of("Condition", id, PATIENT));
        return "/fhir/Condition/" + id;
    }

    private static String labels(String meta) {
        return "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"meta\",\"valueMeta\":"
                + meta
                + "}]}";
    }

    private static String tag(String code) {
        return labels("{\"tag\":[{\"system\":\"http://t\",\"code\":\"" + code + "\"}]}");
    }

    private static JsonNode meta(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        JsonNode parameter = reply.json().path("parameter").path(0);
        assertThat(parameter.path("name").textValue()).isEqualTo("return");
        return parameter.path("valueMeta");
    }

    @Test
    void labels_are_added_and_taken_off_as_sets_each_change_a_version() {
        String path = condition("meta-1");
        String given =
                labels(
                        "{\"profile\":[\"http://p\"],"
                                + "\"security\":[{\"system\":\"http://s\",\"code\":\"R\"}],"
                                + "\"tag\":[{\"system\":\"http://t\",\"code\":\"a\"}]}");
        JsonNode added = meta(integration.post(path + "/$meta-add", given));
        assertThat(added.path("versionId").textValue()).isEqualTo("2");
        assertThat(added.path("profile").path(0).textValue()).isEqualTo("http://p");
        assertThat(meta(integration.post(path + "/$meta-add", given))).isEqualTo(added);
        assertThat(meta(integration.get(path + "/$meta"))).isEqualTo(added);
        Reply found = integration.get("/fhir/Condition?_tag=http://t%7Ca&_id=meta-1");
        assertThat(found.json().path("entry").size()).isEqualTo(1);

        JsonNode left = meta(integration.post(path + "/$meta-delete", tag("a")));
        assertThat(left.path("versionId").textValue()).isEqualTo("3");
        assertThat(left.has("tag")).isFalse();
        assertThat(left.path("security").size()).isEqualTo(1);
        assertThat(meta(integration.post(path + "/$meta-delete", tag("a")))).isEqualTo(left);
        assertThat(integration.get(path + "/_history/1").text()).doesNotContain("http://p");
    }

    @Test
    void another_version_than_the_callers_is_not_changed() {
        String path = condition("meta-2");
        assertThat(integration.with("If-Match", "W/\"7\"").post(path + "/$meta-add", tag("a")))
                .extracting(Reply::status)
                .isEqualTo(412);
        assertThat(integration.with("If-Match", "W/\"1\"").post(path + "/$meta-add", tag("a")))
                .extracting(Reply::status)
                .isEqualTo(200);
    }

    @Test
    void changes_at_once_lose_no_label() {
        String path = condition("meta-3");
        List<CompletableFuture<Reply>> sent =
                IntStream.range(0, 12)
                        .mapToObj(i -> integration.postLater(path + "/$meta-add", tag("c" + i)))
                        .toList();
        List<Reply> replies = sent.stream().map(CompletableFuture::join).toList();
        assertThat(replies).extracting(Reply::status).containsOnly(200);
        assertThat(meta(integration.get(path + "/$meta")).path("tag").size()).isEqualTo(12);
    }

    @Test
    void only_who_may_update_relabels_and_only_who_may_read_sees() {
        String path = condition("meta-4");
        assertThat(Http.as(PATIENT).get(path + "/$meta").status()).isEqualTo(200);
        assertThat(Http.as("patient134").get(path + "/$meta").status()).isEqualTo(403);
        assertThat(Http.anonymous().get(path + "/$meta").status()).isEqualTo(401);
        for (String other : new String[] {PATIENT, "doctor12", "operator01", "compliance01"}) {
            assertThat(Http.as(other).post(path + "/$meta-add", tag("a")).status())
                    .as(other)
                    .isEqualTo(403);
        }
        assertThat(integration.get(path + "/$meta-add").status()).isEqualTo(405);
        assertThat(integration.get("/fhir/Condition/meta-none/$meta").status()).isEqualTo(404);
        integration.delete(path);
        assertThat(integration.get(path + "/$meta").status()).isEqualTo(410);
        assertThat(integration.post(path + "/$meta-add", tag("a")).status()).isEqualTo(410);
    }

    @Test
    void the_mark_of_a_workflow_is_neither_set_nor_removed() {
        String path = condition("meta-5");
        String mark =
                labels(
                        "{\"tag\":[{\"system\":\"%s\",\"code\":\"appointment\"}]}"
                                .formatted(Systems.WORKFLOW));
        for (String change : new String[] {"/$meta-add", "/$meta-delete"}) {
            assertThat(integration.post(path + change, mark).refusals())
                    .as(change)
                    .containsExactly("protected-tag");
        }
        assertThat(integration.get(path).header("ETag")).isEqualTo("W/\"1\"");
    }

    @Test
    void the_labels_in_use_are_told_as_far_as_the_caller_sees_who_bears_them() {
        String own = condition("meta-6");
        integration.put("/fhir/Patient/patient134", Records.of("Patient", "patient134"));
        integration.put("/fhir/Condition/meta-7", Records.of("Condition", "meta-7", "patient134"));
        integration.post(own + "/$meta-add", tag("mine"));
        integration.post("/fhir/Condition/meta-7/$meta-add", tag("theirs"));
        Http patient = Http.as(PATIENT);
        for (String path : new String[] {"/fhir/Condition/$meta", "/fhir/$meta"}) {
            assertThat(codes(patient.get(path))).as(path).contains("mine").doesNotContain("theirs");
            assertThat(codes(integration.get(path))).as(path).contains("mine", "theirs");
            assertThat(codes(Http.as("operator01").get("/fhir/$meta")))
                    .doesNotContain("mine", "theirs");
        }
        assertThat(Http.as("operator01").get("/fhir/Condition/$meta").status()).isEqualTo(403);
        assertThat(Http.as("integration02").get("/t/site/fhir/$meta").text())
                .doesNotContain("mine");

        integration.post(own + "/$meta-delete", tag("mine"));
        assertThat(codes(patient.get("/fhir/Condition/$meta"))).doesNotContain("mine");
    }

    @Test
    void where_no_label_is_in_use_the_answer_is_valid_too() {
        JsonNode answer = integration.get("/fhir/EffectEvidenceSynthesis/$meta").json();
        assertThat(answer.path("parameter")).hasSize(1);
        assertThat(new StructureValidator(Definitions.r4()).validate(answer)).isEmpty();
    }

    private static List<String> codes(Reply reply) {
        return meta(reply).findValuesAsText("code");
    }
}
