package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.hospital.testing.ShortToken;

/**
 * The read that most are takes a shorter way than others. Whatever is asked so, it is answered as
 * on the common way, on which a query leads.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PlainReadsTest {
    private static final int UNAUTHORIZED = 401;
    private static final String PATIENT = "patient171";
    private static final String ORGANIZATION =
            "{\"resourceType\":\"Organization\",\"id\":\"%s\",\"name\":\"%s\"}";
    private static final String BINARY =
            "{\"resourceType\":\"Binary\",\"id\":\"short-way\",\"contentType\":\"text/plain\","
                    + "\"data\":\"aGVsbG8=\"}";
    private static final String SLOT =
            "{\"resourceType\":\"Slot\",\"id\":\"short-way\",\"status\":\"free\","
                    + "\"schedule\":{\"reference\":\"Schedule/short-way\"},"
                    + "\"start\":\"2027-01-04T09:00:00+08:00\",\"end\":\"2027-01-04T09:10:00+08:00\"}";

    private static final List<String> ADDRESSES =
            List.of(
                    "/fhir/Patient/" + PATIENT,
                    "/fhir/Organization/short-way",
                    "/fhir/Organization/short-way-large",
                    "/fhir/Organization/short-way-gone",
                    "/fhir/Organization/short-way-none",
                    "/fhir/Organization/short%2Dway",
                    "/fhir/Organization/short_way",
                    "/fhir/Organization/short-way/",
                    "/fhir/Organization//short-way",
                    "/fhir/Orga/short-way",
                    "/fhir/Binary/short-way",
                    "/fhir/Slot/short-way",
                    "/fhir/AuditEvent/short-way",
                    "/fhir/StructureDefinition/Patient",
                    "/t/home/fhir/Organization/short-way",
                    "/t/nobody/fhir/Organization/short-way");

    @Inject ShortToken tokens;

    private final Http integration = Http.as("integration01");

    @BeforeEach
    void resources() {
        integration.put(
                "/fhir/Patient/" + PATIENT,
                "{\"resourceType\":\"Patient\",\"id\":\"%s\"}".formatted(PATIENT));
        put("short-way", "短路");
        put("short-way-large", "云".repeat(4000));
        put("short-way-gone", "x");
        integration.delete("/fhir/Organization/short-way-gone");
        integration.put("/fhir/Binary/short-way", BINARY);
        integration.put("/fhir/Slot/short-way", SLOT);
    }

    private void put(String id, String name) {
        integration.put("/fhir/Organization/" + id, ORGANIZATION.formatted(id, name));
    }

    private static void assertSame(Http caller, String address) {
        Http known = caller.with("X-Request-Id", "short-way");
        Reply plain = known.get(address);
        Reply common = known.get(address + "?_pretty=false");
        assertThat(plain.status()).as(address).isEqualTo(common.status());
        assertThat(plain.http().headers().map())
                .as(address)
                .isEqualTo(common.http().headers().map());
        assertThat(plain.text()).as(address).isEqualTo(common.text());
    }

    @Test
    void whoever_reads_whatever_gets_what_the_common_way_answers() {
        for (String account : List.of("integration01", PATIENT, "patient172", "regulator01")) {
            for (String address : ADDRESSES) {
                assertSame(Http.as(account), address);
            }
        }
        for (String address : ADDRESSES) {
            assertSame(Http.anonymous(), address);
            assertSame(Http.anonymous().withToken("no.good.token"), address);
        }
    }

    @Test
    void a_format_or_packing_is_given_as_on_the_common_way() {
        for (String accept :
                List.of(
                        "application/fhir+json",
                        "application/fhir+xml",
                        "application/xml;q=0.9, application/json;q=0.1",
                        "application/fhir+json; fhirVersion=5.0",
                        "text/html",
                        "*/*")) {
            assertSame(integration.with("Accept", accept), "/fhir/Organization/short-way");
        }
        for (String coding : List.of("gzip", "br", "identity", "unheard-of")) {
            Http packing = integration.with("Accept-Encoding", coding);
            assertSame(packing, "/fhir/Organization/short-way");
            assertSame(packing, "/fhir/Organization/short-way-large");
        }
        assertSame(integration.with("Accept-Language", "en"), "/fhir/Organization/none");
        assertSame(integration.with("Origin", "https://app.example"), ADDRESSES.get(1));
        assertSame(integration.with("Idempotency-Key", " "), ADDRESSES.get(1));
    }

    @Test
    void a_token_that_was_good_is_refused_when_it_has_ended() {
        String address = ADDRESSES.get(1);
        String token = tokens.ofPatient(PATIENT, Duration.ofSeconds(3));
        Http patient = Http.anonymous().withToken(token);

        assertThat(patient.get(address).status()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> patient.get(address).status() == UNAUTHORIZED);
        assertThat(patient.get(address).refusals()).containsExactly("token-expired");
    }

    @Test
    void who_sent_a_bad_token_is_told_that_it_is_the_token_and_who_sent_none_is_not() {
        Http bad = Http.anonymous().withToken("no.such.token");

        assertThat(bad.get(ADDRESSES.get(1)).header("WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"yunzhen\", error=\"invalid_token\"");
        assertThat(Http.anonymous().get(ADDRESSES.get(1)).header("WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"yunzhen\"");
    }

    @Test
    void what_was_read_before_is_not_sent_again() {
        Reply first = integration.get("/fhir/Organization/short-way");
        String tag = first.header("ETag");
        String changed = first.header("Last-Modified");

        assertThat(changed).matches("[A-Z][a-z]{2}, \\d{2} [A-Z][a-z]{2} \\d{4} [\\d:]{8} GMT");
        assertThat(
                        integration
                                .with("If-None-Match", tag)
                                .get("/fhir/Organization/short-way")
                                .status())
                .isEqualTo(304);
        assertThat(
                        integration
                                .with("If-Modified-Since", changed)
                                .get("/fhir/Organization/short-way")
                                .status())
                .isEqualTo(304);
    }
}
