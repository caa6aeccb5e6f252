package org.yunzhen.hospital.platform.boot;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnsafeSettingsTest {
    private static final Map<String, String> SAFE =
            Map.ofEntries(
                    entry("yunzhen.database.url", "postgresql://db.example:5432/yunzhen"),
                    entry("yunzhen.database.password", "a-long-secret"),
                    entry("yunzhen.base-url", "https://hospital.example"),
                    entry("yunzhen.issuer.name", "https://login.example"),
                    entry("yunzhen.issuer.jwks-url", "https://login.example/jwks"),
                    entry("yunzhen.seal.secret", "another-long-secret"),
                    entry("yunzhen.insurance.url", "https://nhsa.example/fsi/api/callService"),
                    entry("yunzhen.insurance.paas-id", "hospital-gateway"),
                    entry("yunzhen.insurance.secret", "gateway-secret"),
                    entry("yunzhen.insurance.fixmedins-code", "H51040300002"),
                    entry("yunzhen.insurance.fixmedins-name", "某某医院"),
                    entry("yunzhen.cash.url", "https://pay.example"),
                    entry("yunzhen.cash.secret", "pay-secret"));

    @Test
    void complete_settings_let_production_start() {
        assertThat(UnsafeSettings.firstOf(config(SAFE), "prod")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yunzhen.database.url",
                "yunzhen.database.password",
                "yunzhen.base-url",
                "yunzhen.issuer.name",
                "yunzhen.issuer.jwks-url",
                "yunzhen.seal.secret",
                "yunzhen.insurance.url",
                "yunzhen.insurance.paas-id",
                "yunzhen.insurance.secret",
                "yunzhen.insurance.fixmedins-code",
                "yunzhen.insurance.fixmedins-name",
                "yunzhen.cash.url",
                "yunzhen.cash.secret"
            })
    void a_missing_key_stops_production_in_one_line_that_names_it(String key) {
        Map<String, String> settings = new HashMap<>(SAFE);
        settings.remove(key);

        assertThat(UnsafeSettings.firstOf(config(settings), "prod"))
                .hasValueSatisfying(line -> assertThat(line).contains(key).doesNotContain("\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "yunzhen.database.password, yunzhen-demo",
        "yunzhen.issuer.name, https://yunzhen.example/demo-issuer",
        "yunzhen.seal.secret, yunzhen-demo-seal",
        "yunzhen.insurance.url, http://127.0.0.1:9099/fsi/api/callService",
        "yunzhen.insurance.url, http://localhost:9099/fsi/api/callService",
        "yunzhen.insurance.paas-id, yunzhen-demo",
        "yunzhen.insurance.secret, demo-token-0001",
        "yunzhen.insurance.fixmedins-code, H51040200001",
        "yunzhen.insurance.fixmedins-name, 攀枝花云诊示范医院",
        "yunzhen.cash.url, http://127.0.0.1:9099",
        "yunzhen.cash.secret, demo-cash-secret"
    })
    void a_value_of_the_demo_stops_production_in_one_line_that_names_its_key(
            String key, String value) {
        Map<String, String> settings = new HashMap<>(SAFE);
        settings.put(key, value);

        assertThat(UnsafeSettings.firstOf(config(settings), "prod"))
                .hasValueSatisfying(line -> assertThat(line).contains(key).doesNotContain("\n"));
    }

    @Test
    void a_profile_of_another_name_is_as_strict_as_production() {
        assertThat(UnsafeSettings.firstOf(config(Map.of()), "staging")).isPresent();
    }

    @Test
    void the_demo_listens_elsewhere_only_when_that_is_allowed() {
        Map<String, String> open = Map.of("quarkus.http.host", "0.0.0.0");
        Map<String, String> allowed =
                Map.of("quarkus.http.host", "0.0.0.0", "yunzhen.demo.allow-remote", "true");

        assertThat(UnsafeSettings.firstOf(config(Map.of()), "demo")).isEmpty();
        assertThat(UnsafeSettings.firstOf(config(open), "demo"))
                .hasValueSatisfying(line -> assertThat(line).contains("yunzhen.demo.allow-remote"));
        assertThat(UnsafeSettings.firstOf(config(allowed), "demo")).isEmpty();
    }

    private static Config config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder().withDefaultValues(settings).build();
    }
}
