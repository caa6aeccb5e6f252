package org.yunzhen.bench.fhir;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurabilityTest {
    @Test
    void a_database_with_all_three_settings_on_may_be_measured() {
        assertThatCode(
                        () ->
                                Durability.requireOf(
                                        report(
                                                "{'fsync':'on','synchronous_commit':'on',"
                                                        + "'full_page_writes':'on'}")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'fsync':'off','synchronous_commit':'on','full_page_writes':'on'}",
                "{'fsync':'on','synchronous_commit':'off','full_page_writes':'on'}",
                "{'fsync':'on','synchronous_commit':'on','full_page_writes':'off'}",
                "{'fsync':'on','synchronous_commit':'on'}",
                "{}"
            })
    void a_setting_that_is_off_or_unknown_is_refused(String settings) {
        assertThatThrownBy(() -> Durability.requireOf(report(settings)))
                .isInstanceOf(UnfitServiceException.class)
                .hasMessageContaining("must be on");
    }

    @Test
    void a_health_report_without_the_check_is_refused() {
        assertThatThrownBy(() -> Durability.requireOf(new JsonObject("{\"status\":\"UP\"}")))
                .isInstanceOf(UnfitServiceException.class)
                .hasMessageContaining("database");
    }

    private static JsonObject report(String settings) {
        String json =
                "{'status':'UP','checks':[{'name':'database','data':%s}]}".formatted(settings);
        return new JsonObject(json.replace('\'', '"'));
    }
}
