package org.yunzhen.hospital.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.access.CareRelations;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.mappings.index.DateRange;

/** What the RelatedPerson of a guardian says of its end holds for what the guardian may see. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class GuardianshipTest {
    private static final LocalDate TODAY = LocalDate.now(DateRange.BUSINESS_ZONE);

    @Inject Transactions transactions;
    @Inject CareRelations relations;

    private final Http integration = Http.as("integration01");

    @Test
    void a_guardian_whose_period_is_over_sees_the_child_no_longer() {
        Http guardian = guardian("patient151", "guarded-151");

        write("guarded-151", period(TODAY));
        assertThat(sees(guardian, "guarded-151")).as("the last day counts").isTrue();
        write("guarded-151", period(TODAY.minusDays(1)));
        assertThat(sees(guardian, "guarded-151")).isFalse();
        assertThat(guardian.get("/fhir/Patient").text()).doesNotContain("guarded-151");
    }

    @Test
    void a_guardian_whose_record_is_in_use_no_longer_sees_the_child_no_longer() {
        Http guardian = guardian("patient152", "guarded-152");

        write("guarded-152", ",\"active\":false");

        assertThat(sees(guardian, "guarded-152")).isFalse();
    }

    @Test
    void a_guardian_whose_record_is_deleted_sees_the_child_no_longer() {
        Http guardian = guardian("patient153", "guarded-153");

        integration.delete("/fhir/RelatedPerson/of-guarded-153");

        assertThat(sees(guardian, "guarded-153")).isFalse();
    }

    @Test
    void a_document_ends_a_guardianship_and_never_gives_or_prolongs_one() {
        Http guardian = guardian("patient154", "guarded-154");

        write("guarded-154", "");
        assertThat(sees(guardian, "guarded-154")).as("nothing said of an end").isTrue();
        write("guarded-154", period(TODAY.minusDays(1)));
        write("guarded-154", period(TODAY.plusYears(1)));

        assertThat(sees(guardian, "guarded-154")).isFalse();
    }

    private Http guardian(String account, String child) {
        patient(account);
        patient(child);
        write(child, "");
        transactions
                .run(
                        "home",
                        tx ->
                                relations.open(
                                        tx,
                                        "Patient/" + account,
                                        child,
                                        CareRelations.GUARDIAN,
                                        "RelatedPerson/of-" + child,
                                        null))
                .await()
                .indefinitely();
        Http guardian = Http.as(account);
        assertThat(sees(guardian, child)).isTrue();
        return guardian;
    }

    private void patient(String id) {
        integration.put(
                "/fhir/Patient/" + id, "{\"resourceType\":\"Patient\",\"id\":\"" + id + "\"}");
    }

    private void write(String child, String more) {
        String related =
                "{\"resourceType\":\"RelatedPerson\",\"id\":\"of-"
                        + child
                        + "\",\"patient\":{\"reference\":\"Patient/"
                        + child
                        + "\"}"
                        + more
                        + "}";
        assertThat(integration.put("/fhir/RelatedPerson/of-" + child, related).status())
                .isIn(200, 201);
    }

    private static String period(LocalDate end) {
        return ",\"period\":{\"end\":\"" + end + "\"}";
    }

    private static boolean sees(Http guardian, String child) {
        return guardian.get("/fhir/Patient/" + child).status() == 200;
    }
}
