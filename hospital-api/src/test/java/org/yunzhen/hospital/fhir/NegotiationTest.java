package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** What callers say of format, release and encoding is taken at its word. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class NegotiationTest {
    private static final String BODY = "{\"resourceType\":\"Basic\",\"code\":{\"text\":\"x\"}}";

    private final Http integration = Http.as("integration01");

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "application/fhir+json; fhirVersion=4.0 => 200 application/fhir+json",
                "application/fhir+json;fhirVersion=4.0.1 => 200 application/fhir+json",
                "application/fhir+xml; fhirVersion=\"4.0\" => 200 application/fhir+xml",
                "application/fhir+json; fhirVersion=3.0 => 406 application/fhir+json",
                "application/fhir+json; fhirVersion=5.0, application/fhir+xml;q=0.1 => 200 application/fhir+xml",
                "application/fhir+json; FHIRVERSION=4.3 => 406 application/fhir+json",
                "*/*; fhirVersion=5.0 => 406 application/fhir+json",
            })
    void another_release_than_R4_is_not_acceptable(String accept, String expected) {
        Reply made = integration.post("/fhir/Basic", BODY);

        Reply reply = integration.with("Accept", accept).get("/fhir/Basic/" + made.id());

        assertThat(reply.status() + " " + reply.header("Content-Type")).startsWith(expected);
        assertThat(reply.status() == 406 ? reply.refusals() : List.of("not-acceptable"))
                .containsExactly("not-acceptable");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "application/fhir+json;q=0, */* => 200 application/fhir+xml",
                "application/*, application/fhir+json;q=0 => 200 application/fhir+xml",
                "application/fhir+json;q=0.1, */*;q=0.9 => 200 application/fhir+xml",
                "application/fhir+xml;q=0.1, */*;q=0.9 => 200 application/fhir+json",
                "application/fhir+json;q=0, application/fhir+xml;q=0, */* => 406 application/fhir+json",
            })
    void a_range_is_for_what_is_not_named_beside_it(String accept, String expected) {
        Reply made = integration.post("/fhir/Basic", BODY);

        Reply reply = integration.with("Accept", accept).get("/fhir/Basic/" + made.id());

        assertThat(reply.status() + " " + reply.header("Content-Type")).startsWith(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "application/json => application/json",
                "text/json;q=0.9 => text/json",
                "application/xml => application/xml",
                "text/xml, application/fhir+json;q=0.1 => text/xml",
                "application/json, application/fhir+json => application/fhir+json",
                "text/html, application/xml;q=0.9, */*;q=0.8 => application/xml",
                "*/* => application/fhir+json",
            })
    void who_asks_by_a_name_that_is_not_fhirs_alone_is_answered_by_it(String accept, String type) {
        Reply made = integration.post("/fhir/Basic", BODY);
        Http caller = integration.with("Accept", accept);

        assertThat(caller.get("/fhir/Basic/" + made.id()).header("Content-Type"))
                .isEqualTo(type + ";charset=utf-8");
        assertThat(caller.get("/fhir/Basic/nobody").header("Content-Type"))
                .isEqualTo(type + ";charset=utf-8");
        assertThat(caller.get("/fhir/Basic?_id=nobody&_format=json").header("Content-Type"))
                .isEqualTo("application/fhir+json;charset=utf-8");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "application/fhir+json; charset=utf8 => 201",
                "application/fhir+json; fhirVersion=4.0 => 201",
                "application/fhir+json; fhirVersion=3.0 => 415",
                "application/fhir+json; charset=utf-8 => 201",
                "application/json;charset=\"UTF-8\"; fhirVersion=4.0 => 201",
                "application/fhir+json; charset=ISO-8859-1 => 415",
                "application/fhir+json; charset=GB18030 => 415",
            })
    void a_body_of_another_release_or_encoding_is_not_read(String type, int expected) {
        Reply reply = integration.with("Content-Type", type).post("/fhir/Basic", BODY);

        assertThat(reply.status()).as(reply.text()).isEqualTo(expected);
    }
}
