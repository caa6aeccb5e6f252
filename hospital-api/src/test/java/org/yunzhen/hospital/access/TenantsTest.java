package org.yunzhen.hospital.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.fhir.Operation;
import org.yunzhen.hospital.fhir.Operations;
import org.yunzhen.hospital.proof.Records;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** Two tenants on one database: each door is asked across them. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TenantsTest {
    private static final String PATIENT = "tenants-p";
    private static final String SITE = "/t/site/fhir";

    @Inject Operations operations;

    private final Http home = Http.as("integration01");
    private final Http site = Http.as("integration02");

    private void dataAtHome() {
        home.put("/fhir/Patient/" + PATIENT, Records.of("Patient", PATIENT, PATIENT));
        Reply made =
                home.put(
                        "/fhir/Condition/tenants-c", Records.of("Condition", "tenants-c", PATIENT));
        assertThat(made.status()).as(made.text()).isIn(200, 201);
    }

    @Test
    void no_door_of_another_tenant_opens_to_a_token() {
        dataAtHome();
        String condition = Records.of("Condition", "tenants-c", PATIENT);
        String bundle = "{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[]}";
        String one = SITE + "/Condition/tenants-c";
        List<Reply> replies =
                List.of(
                        home.get(one),
                        home.get(one + "/_history/1"),
                        home.get(one + "/_history"),
                        home.get(SITE + "/Condition"),
                        home.form(SITE + "/Condition/_search", "_id=tenants-c"),
                        home.post(SITE + "/Condition", Records.of("Condition", PATIENT)),
                        home.put(one, condition),
                        home.delete(one),
                        home.post(SITE, bundle),
                        home.post(SITE, bundle.replace("batch", "transaction")),
                        site.get("/fhir/Condition/tenants-c"),
                        site.delete("/fhir/Condition/tenants-c"),
                        site.get("/t/home/fhir/Condition/tenants-c"));
        assertThat(replies)
                .allSatisfy(r -> assertThat(r.refusals()).containsExactly("other-tenant"));
        for (Operation operation : operations.all()) {
            String type = operation.appliesTo("Basic") ? "/Basic" : "/" + operation.type();
            String id = operation.level().isOnType() ? "" : "/x";
            String place = operation.level().isOnSystem() ? "" : type + id;
            String path = SITE + place + "/$" + operation.name();
            assertThat(home.post(path, "{\"resourceType\":\"Parameters\"}").refusals())
                    .as(path)
                    .containsExactly("other-tenant");
        }
    }

    @Test
    void what_one_tenant_holds_is_neither_found_nor_overwritten_in_another() {
        dataAtHome();
        assertThat(site.get(SITE + "/Condition/tenants-c").status()).isEqualTo(404);
        assertThat(site.get(SITE + "/Condition/tenants-c/_history").status()).isEqualTo(404);
        assertThat(site.get(SITE + "/Condition/tenants-c/_history/1").status()).isEqualTo(404);
        assertThat(total(site.get(SITE + "/Condition?_id=tenants-c"))).isZero();
        assertThat(total(site.get(SITE + "/Condition?patient=" + PATIENT))).isZero();
        assertThat(site.delete(SITE + "/Condition/tenants-c").status()).isEqualTo(204);
        assertThat(home.get("/fhir/Condition/tenants-c").status()).isEqualTo(200);
        Reply mine =
                site.put(
                        SITE + "/Condition/tenants-c",
                        Records.of("Condition", "tenants-c", "tenants-q"));
        assertThat(mine.status()).isEqualTo(201);
        assertThat(home.get("/fhir/Condition/tenants-c").text())
                .contains(PATIENT)
                .doesNotContain("tenants-q");
    }

    @Test
    void neither_chain_nor_include_nor_condition_crosses() {
        String shared = "tenants-r";
        home.put("/fhir/Patient/" + shared, Records.of("Patient", shared, shared));
        site.put(SITE + "/Condition/tenants-d", Records.of("Condition", "tenants-d", shared));

        assertThat(total(site.get(SITE + "/Condition?patient.birthdate=1980-01-01"))).isZero();
        assertThat(site.get(SITE + "/Condition?_id=tenants-d&_include=Condition:patient").text())
                .contains("tenants-d")
                .doesNotContain("birthDate");
        assertThat(
                        home.get("/fhir/Patient?_id=" + shared + "&_revinclude=Condition:patient")
                                .text())
                .contains("birthDate")
                .doesNotContain("tenants-d");
        Reply created =
                site.with("If-None-Exist", "_id=" + shared)
                        .post(SITE + "/Patient", Records.of("Patient", shared));
        assertThat(created.status()).isEqualTo(201);
        String encounter = Records.of("Encounter", shared);
        assertThat(site.post(SITE + "/Encounter", encounter).refusals())
                .containsExactly("reference-not-found");
    }

    @Test
    void one_idempotency_key_belongs_to_each_tenant_apart() {
        Reply here =
                home.with("Idempotency-Key", "tenants-k")
                        .post("/fhir/Basic", Records.of("Basic", PATIENT));
        Reply there =
                site.with("Idempotency-Key", "tenants-k")
                        .post(SITE + "/Basic", Records.of("Basic", PATIENT));
        assertThat(here.status()).isEqualTo(201);
        assertThat(there.status()).isEqualTo(201);
        assertThat(there.id()).isNotEqualTo(here.id());
    }

    private static int total(Reply search) {
        assertThat(search.status()).as(search.text()).isEqualTo(200);
        return search.json().path("total").intValue();
    }
}
