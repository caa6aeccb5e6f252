package org.yunzhen.hospital.platform.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TokenRouteTest {
    @Test
    void a_token_names_the_client_that_asked_for_it() {
        assertThat(claims("integration01").getString("client_id")).isEqualTo("integration01");
        assertThat(claims("patient001").getString("client_id")).isEqualTo("demo-app");
    }

    private static JsonObject claims(String account) {
        String payload = Http.as(account).token().split("\\.", -1)[1];
        byte[] json = Base64.getUrlDecoder().decode(payload);
        return new JsonObject(new String(json, StandardCharsets.UTF_8));
    }
}
