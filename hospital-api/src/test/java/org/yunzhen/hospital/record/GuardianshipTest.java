package org.yunzhen.hospital.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.access.CareRelations;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.index.DateRange;

/** What the RelatedPerson of a guardian says of its end holds for what the guardian may see. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class GuardianshipTest {
    private static final LocalDate TODAY = LocalDate.now(DateRange.BUSINESS_ZONE);

    @Inject Transactions transactions;
    @Inject CareRelations relations;
    @Inject DataSource database;

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

    @Test
    void a_guardian_whose_period_has_not_begun_does_not_see_the_child_yet() {
        Http guardian = guardian("patient341", "guarded-341");

        write("guarded-341", ",\"period\":{\"start\":\"" + TODAY.minusDays(1) + "\"}");
        assertThat(sees(guardian, "guarded-341")).as("it has begun").isTrue();
        LocalDate start = TODAY.plusDays(1);
        write("guarded-341", ",\"period\":{\"start\":\"" + start + "\"}");

        assertThat(sees(guardian, "guarded-341")).as("before it begins").isFalse();
        assertThat(guardian.get("/fhir/Patient").text()).doesNotContain("guarded-341");
        assertThat(begins("RelatedPerson/of-guarded-341"))
                .isEqualTo(start.atStartOfDay(DateRange.BUSINESS_ZONE).toInstant());
    }

    @Test
    void a_guardian_of_whom_another_child_is_said_sees_neither_the_first_nor_that_one() {
        Http guardian = guardian("patient342", "guarded-342");
        patient("guarded-342-sister", "");

        write("guarded-342", "guarded-342-sister", "");

        assertThat(sees(guardian, "guarded-342")).isFalse();
        assertThat(sees(guardian, "guarded-342-sister")).isFalse();
        write("guarded-342", "");
        assertThat(sees(guardian, "guarded-342")).as("it was ended").isFalse();
    }

    @Test
    void a_guardian_whose_record_names_another_person_sees_the_child_no_longer_nor_does_that_one() {
        Http guardian = guardian("patient351", "guarded-351");
        patient("patient352", "");

        write("guarded-351", named(Systems.PATIENT, "patient351"));
        assertThat(sees(guardian, "guarded-351")).as("that is who it is").isTrue();
        write("guarded-351", named(Systems.PATIENT, "patient352"));

        assertThat(sees(guardian, "guarded-351")).isFalse();
        assertThat(sees(Http.as("patient352"), "guarded-351")).isFalse();
        write("guarded-351", named(Systems.PATIENT, "patient351"));
        assertThat(sees(guardian, "guarded-351")).as("it was ended").isFalse();
    }

    @Test
    void
            a_guardian_whose_record_has_the_identity_number_of_another_person_sees_the_child_no_longer() {
        Http known = guardian("patient354", "guarded-354");
        Http unknown = guardian("patient355", "guarded-355");
        String own = SyntheticRecord.residentId("19900106", 66);
        String other = SyntheticRecord.residentId("19900107", 66);
        patient("patient354", named(Systems.RESIDENT_ID, own));

        write("guarded-354", named(Systems.RESIDENT_ID, own));
        assertThat(sees(known, "guarded-354")).as("that is who it is").isTrue();
        write("guarded-354", named(Systems.RESIDENT_ID, other));
        write("guarded-355", named(Systems.RESIDENT_ID, other));

        assertThat(sees(known, "guarded-354")).isFalse();
        assertThat(sees(unknown, "guarded-355")).as("may be the same person").isTrue();
    }

    @Test
    void a_child_whose_birth_date_is_corrected_to_that_of_an_adult_has_no_guardian_any_more() {
        Http guardian = guardian("patient343", "guarded-343");

        patient("guarded-343", born(TODAY.minusYears(18).plusDays(1)));
        assertThat(sees(guardian, "guarded-343")).as("the day before it is of age").isTrue();
        patient("guarded-343", born(TODAY.minusYears(18)));
        assertThat(sees(guardian, "guarded-343")).isFalse();
    }

    @Test
    void a_patched_birth_date_counts_like_a_written_one() {
        Http guardian = guardian("patient344", "guarded-344");
        patient("guarded-344", born(TODAY.minusYears(3)));

        String patch = "[{\"op\":\"replace\",\"path\":\"/birthDate\",\"value\":\"1950-01-01\"}]";
        Reply patched =
                integration
                        .with("Content-Type", "application/json-patch+json")
                        .raw("PATCH", "/fhir/Patient/guarded-344", patch.getBytes(UTF_8));
        assertThat(patched.status()).isEqualTo(200);

        assertThat(sees(guardian, "guarded-344")).isFalse();
    }

    @Test
    void a_birth_date_that_is_corrected_back_gives_what_the_related_person_says_and_no_more() {
        Http slip = guardian("patient345", "guarded-345");
        Http ended = guardian("patient346", "guarded-346");
        patient("guarded-345", born(TODAY.minusYears(40)));
        patient("guarded-346", born(TODAY.minusYears(40)));
        write("guarded-346", period(TODAY.minusDays(1)));

        patient("guarded-345", born(TODAY.minusYears(4)));
        patient("guarded-346", born(TODAY.minusYears(4)));

        assertThat(sees(slip, "guarded-345")).as("nothing but a slip of the pen").isTrue();
        assertThat(sees(ended, "guarded-346")).as("ended meanwhile").isFalse();
    }

    private Http guardian(String account, String child) {
        patient(account, "");
        patient(child, "");
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

    private void patient(String id, String more) {
        String patient = "{\"resourceType\":\"Patient\",\"id\":\"" + id + "\"" + more + "}";
        assertThat(integration.put("/fhir/Patient/" + id, patient).status()).isIn(200, 201);
    }

    private void write(String child, String more) {
        write(child, child, more);
    }

    /** The RelatedPerson that made somebody guardian of a child, saying whose it is now. */
    private void write(String child, String whose, String more) {
        String related =
                "{\"resourceType\":\"RelatedPerson\",\"id\":\"of-"
                        + child
                        + "\",\"patient\":{\"reference\":\"Patient/"
                        + whose
                        + "\"}"
                        + more
                        + "}";
        assertThat(integration.put("/fhir/RelatedPerson/of-" + child, related).status())
                .isIn(200, 201);
    }

    /** The beginning of a relation that has not begun yet. */
    private Instant begins(String source) {
        String sql =
                "SELECT valid_from FROM care_relation"
                        + " WHERE tenant = 'home' AND source = ? AND valid_until = 'infinity'";
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, source);
            ResultSet row = select.executeQuery();
            row.next();
            return row.getObject(1, OffsetDateTime.class).toInstant();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String born(LocalDate day) {
        return ",\"birthDate\":\"" + day + "\"";
    }

    private static String named(String system, String value) {
        return ",\"identifier\":[{\"system\":\"urn:test\",\"value\":\"x\"},"
                + "{\"system\":\"%s\",\"value\":\"%s\"}]".formatted(system, value);
    }

    private static String period(LocalDate end) {
        return ",\"period\":{\"end\":\"" + end + "\"}";
    }

    private static boolean sees(Http guardian, String child) {
        return guardian.get("/fhir/Patient/" + child).status() == 200;
    }
}
