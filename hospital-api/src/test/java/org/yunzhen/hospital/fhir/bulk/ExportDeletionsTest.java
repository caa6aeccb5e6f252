package org.yunzhen.hospital.fhir.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** Bulk Data Access 2.0, the manifest's {@code deleted}. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ExportDeletionsTest {
    private final Http integration = Http.as("integration01");

    @Test
    void who_exports_what_changed_is_told_what_was_deleted_since_and_not_what_was_before() {
        Exporting.observation("ed-before", "ed-p1", "ed-1");
        Exporting.observation("ed-after", "ed-p1", "ed-1");
        Exporting.observation("ed-back", "ed-p1", "ed-1");
        Exporting.observation("ed-later", "ed-p1", "ed-1");
        delete("ed-before");
        String since = now();
        delete("ed-after");
        delete("ed-back");
        Exporting.observation("ed-back", "ed-p1", "ed-1");

        Exporting export =
                Exporting.begin(integration, "/fhir/$export?_type=Observation&_since=" + since);
        delete("ed-later");

        assertThat(export.deleted())
                .contains("Observation/ed-after")
                .doesNotContain(
                        "Observation/ed-before", "Observation/ed-back", "Observation/ed-later");
        assertThat(export.resources())
                .containsKeys("Observation/ed-back")
                .doesNotContainKeys("Observation/ed-after", "Observation/ed-before");
    }

    @Test
    void what_was_deleted_is_named_where_it_had_met_the_filter_and_stood_in_the_record() {
        Exporting.observation("ed-met", "ed-p2", "ed-2");
        Exporting.observation("ed-not-met", "ed-p2", "ed-3");
        Exporting.observation("ed-of-another", "ed-p3", "ed-2");
        integration.put(
                "/fhir/Group/ed-group",
                """
                {"resourceType":"Group","id":"ed-group","type":"person","actual":true,"member":[
                 {"entity":{"reference":"Patient/ed-p2"}}]}""");
        String since = now();
        delete("ed-met");
        delete("ed-not-met");
        delete("ed-of-another");

        Exporting export =
                Exporting.begin(
                        integration,
                        "/fhir/Group/ed-group/$export?_typeFilter=Observation%3Fcode%3Ded-2"
                                + "&_type=Observation&_since="
                                + since);

        assertThat(export.deleted()).containsExactly("Observation/ed-met");
        assertThat(export.resources()).isEmpty();
    }

    @Test
    void what_was_expunged_is_named_although_nobody_knows_whether_it_had_met_the_filter() {
        Exporting.observation("ed-expunged", "ed-p5", "ed-5");
        String since = now();
        delete("ed-expunged");
        expunge("ed-expunged");

        Exporting export =
                Exporting.begin(
                        integration,
                        "/fhir/$export?_type=Observation&_typeFilter=Observation%3Fcode%3Ded-5"
                                + "&_since="
                                + since);

        assertThat(export.deleted()).contains("Observation/ed-expunged");
        assertThat(export.resources()).isEmpty();
    }

    @Test
    void without_since_nothing_is_named_that_was_deleted() {
        Exporting.observation("ed-gone", "ed-p4", "ed-4");
        delete("ed-gone");

        Exporting export = Exporting.begin(integration, "/fhir/$export?_type=Observation");

        JsonNode deleted = export.manifest().path("deleted");
        assertThat(deleted.isArray()).isTrue();
        assertThat(deleted).isEmpty();
    }

    private void delete(String id) {
        assertThat(integration.delete("/fhir/Observation/" + id).status()).isIn(200, 204);
    }

    /** Two persons erase it. */
    private static void expunge(String id) {
        String path = "/fhir/Observation/" + id + "/$expunge";
        Reply asked = Http.as("operator01").post(path, input("reason", "误传他人资料"));
        String request = "";
        for (JsonNode part : asked.json().path("parameter")) {
            request =
                    part.path("name").asText().equals("request")
                            ? part.path("valueString").asText()
                            : request;
        }
        Reply done = Http.as("compliance01").post(path, input("confirm", request));
        assertThat(done.status()).as(asked.text() + done.text()).isEqualTo(200);
    }

    private static String input(String name, String value) {
        return """
               {"resourceType":"Parameters","parameter":[{"name":"%s","valueString":"%s"}]}"""
                .formatted(name, value);
    }

    /** When an export that ends now was begun. */
    private String now() {
        return Exporting.begin(integration, "/fhir/$export?_type=Basic")
                .manifest()
                .path("transactionTime")
                .asText();
    }
}
