package org.yunzhen.hospital.platform.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TokenRouteTest {
    @Test
    void a_token_names_the_client_that_asked_for_it() {
        assertThat(claims("integration01").getString("client_id")).isEqualTo("integration01");
        assertThat(claims("patient001").getString("client_id")).isEqualTo("demo-app");
    }

    @Test
    void a_client_says_who_it_is_by_http_basic_or_in_the_form() {
        assertThat(basic("integration01:yunzhen-demo", "").status()).isEqualTo(200);
        assertThat(basic("integration%30%31:yunzhen%2Ddemo", "").status()).isEqualTo(200);
        assertThat(basic("integration01:yunzhen-demo", "&client_id=integration01").status())
                .isEqualTo(200);
        assertThat(form("Bearer stale", "&client_id=integration01&client_secret=yunzhen-demo"))
                .extracting(Reply::status)
                .isEqualTo(200);
    }

    @Test
    void a_client_whose_basic_is_wrong_is_told_which_way_to_say_it() {
        Reply wrong = basic("integration01:guess", "");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.json().path("error").asText()).isEqualTo("invalid_client");
        assertThat(wrong.header("WWW-Authenticate")).contains("Basic realm=\"yunzhen\"");
    }

    @ParameterizedTest
    @CsvSource({
        "grant_type=password&client_id=demo-app&username=patient001&password=guess, 400, invalid_grant",
        "grant_type=password&client_id=demo-app&username=nobody&password=guess, 400, invalid_grant",
        "grant_type=password&client_id=demo-app&username=integration01&password=yunzhen-demo, 400, invalid_grant",
        "grant_type=password&client_id=other&username=patient001&password=yunzhen-demo, 401, invalid_client",
        "grant_type=password&username=patient001&password=yunzhen-demo, 401, invalid_client",
        "grant_type=password&client_id=demo-app&username=patient001, 400, invalid_request",
        "grant_type=client_credentials&client_id=integration01&client_secret=guess, 401, invalid_client",
        "grant_type=password&grant_type=password&client_id=demo-app, 400, invalid_request",
        "grant_type=implicit&client_id=demo-app, 400, unsupported_grant_type",
        "client_id=demo-app, 400, invalid_request"
    })
    void what_is_refused_is_named_as_rfc_6749_does(String form, int status, String error) {
        Reply reply = Http.anonymous().form("/auth/token", form);

        assertThat(reply.status()).as(form).isEqualTo(status);
        assertThat(reply.json().path("error").asText()).isEqualTo(error);
        assertThat(reply.header("Cache-Control")).contains("no-store");
        assertThat(reply.header("Pragma")).contains("no-cache");
    }

    @ParameterizedTest
    @CsvSource({
        "integration01:yunzhen-demo,&client_secret=yunzhen-demo",
        "integration01:yunzhen-demo,&client_id=pharmacy01",
        "integration01,''",
        "integration01:%zz,''",
    })
    void what_cannot_be_read_or_is_said_twice_is_refused(String basic, String more) {
        Reply reply = basic(basic, more);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("error").asText()).isEqualTo("invalid_request");
    }

    private static Reply basic(String idAndSecret, String more) {
        byte[] bytes = idAndSecret.getBytes(StandardCharsets.UTF_8);
        return form("Basic " + Base64.getEncoder().encodeToString(bytes), more);
    }

    private static Reply form(String authorization, String more) {
        return Http.anonymous()
                .with("Authorization", authorization)
                .form("/auth/token", "grant_type=client_credentials" + more);
    }

    private static JsonObject claims(String account) {
        String payload = Http.as(account).token().split("\\.", -1)[1];
        byte[] json = Base64.getUrlDecoder().decode(payload);
        return new JsonObject(new String(json, StandardCharsets.UTF_8));
    }
}
