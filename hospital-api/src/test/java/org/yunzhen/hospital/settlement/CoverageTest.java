package org.yunzhen.hospital.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** The insurance that pays is that of the Coverage which the patient chose. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(SettlementProfile.class)
class CoverageTest {
    private static final String INSURANCE =
            """
            "type":{"coding":[{"system":"https://yunzhen.example/fhir/CodeSystem/nhsa-insutype",
                               "code":"%s"}]}""";

    @Inject Counter counter;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"status\":\"active\"",
                "\"status\":\"active\",\"period\":{\"start\":\"2020\",\"end\":\"2999-12\"}",
                "\"status\":\"active\",\"period\":{\"start\":\"2020-01-01T00:00:00+08:00\"}",
                "\"status\":\"active\",insurance 310"
            })
    void who_is_insured_for_maternity_too_is_paid_for_by_the_basic_insurance(String members) {
        String patient = Counter.employee();
        put(patient, members);
        String appointment = counter.appointment(patient);

        Reply quote = Counter.quote(patient, appointment, patient, false);

        assertThat(quote.status()).as(quote.text()).isEqualTo(201);
        assertThat(
                        counter.sql(
                                "SELECT insutype FROM bill WHERE subject_id = $1",
                                appointment.substring("Appointment/".length())))
                .containsExactly("310");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"status\":\"cancelled\"",
                "\"status\":\"entered-in-error\"",
                "\"status\":\"active\",\"period\":{\"end\":\"2021-12-31\"}",
                "\"status\":\"active\",\"period\":{\"end\":\"2021\"}",
                "\"status\":\"active\",\"period\":{\"start\":\"2999-01-01\"}",
                "\"status\":\"active\",insurance 390",
                "\"status\":\"active\",insurance 510"
            })
    void a_coverage_that_is_not_in_force_or_of_no_use_here_is_refused(String members) {
        String patient = Counter.employee();
        put(patient, members);

        Reply quote = Counter.quote(patient, counter.appointment(patient), patient, false);

        assertThat(quote.status()).as(quote.text()).isEqualTo(422);
        assertThat(quote.refusals()).containsExactly("coverage-unsuitable");
    }

    private static void put(String patient, String members) {
        String code = members.substring(members.length() - "310".length());
        String told =
                members.replaceAll("insurance \\d+", INSURANCE.formatted(code).replace("\n", ""));
        Reply put =
                Http.as("integration01")
                        .put(
                                "/fhir/Coverage/" + patient,
                                """
                                {"resourceType":"Coverage","id":"%1$s",%2$s,
                                 "beneficiary":{"reference":"Patient/%1$s"},
                                 "payor":[{"display":"攀枝花市医疗保障局"}]}"""
                                        .formatted(patient, told));
        assertThat(put.status()).as(put.text()).isEqualTo(200);
    }
}
