package org.yunzhen.hospital.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;
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

    /** One for all, since there are but a hundred to bill: each test writes the Coverage anew. */
    private static String insured;

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
        String patient = insured();
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
        String patient = insured();
        put(patient, members);

        Reply quote = Counter.quote(patient, counter.appointment(patient), patient, false);

        assertThat(quote.status()).as(quote.text()).isEqualTo(422);
        assertThat(quote.refusals()).containsExactly("coverage-unsuitable");
    }

    @Test
    void who_had_another_name_and_number_before_is_asked_for_by_those_in_force() {
        String patient = insured();
        put(patient, "\"status\":\"active\"");
        String before = counter.appointment(patient);
        assertThat(Counter.quote(patient, before, patient, false).status()).isEqualTo(201);
        Http integration = Http.as("integration01");
        ObjectNode other =
                (ObjectNode) integration.get("/fhir/Patient/" + Counter.employee()).json();
        ObjectNode person = (ObjectNode) integration.get("/fhir/Patient/" + patient).json();
        for (String element : List.of("name", "identifier")) {
            ObjectNode old = (ObjectNode) other.path(element).path(0);
            ((ArrayNode) person.path(element)).insert(0, old.put("use", "old"));
        }
        Reply put = integration.put("/fhir/Patient/" + patient, person.toString());
        assertThat(put.status()).as(put.text()).isEqualTo(200);

        String after = counter.appointment(patient);
        Reply quote = Counter.quote(patient, after, patient, false);

        assertThat(quote.status()).as(quote.text()).isEqualTo(201);
        assertThat(person(after)).isEqualTo(person(before));
    }

    private static String insured() {
        if (insured == null) {
            insured = Counter.employee();
        }
        return insured;
    }

    private List<Object> person(String appointment) {
        return counter.sql(
                "SELECT psn_no FROM bill WHERE subject_id = $1",
                appointment.substring("Appointment/".length()));
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
