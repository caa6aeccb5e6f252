package org.yunzhen.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NhsaSettingsTest {
    private static final URI PLATFORM = URI.create("http://127.0.0.1:1");
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void the_secret_never_shows_in_a_text_form() {
        assertThat(Samples.settings(PLATFORM, SECOND).toString())
                .contains("demo-paas")
                .doesNotContain("demo-token");
    }

    @Test
    void a_missing_setting_is_named() {
        assertThatThrownBy(
                        () ->
                                new NhsaSettings.Gateway(
                                        PLATFORM, "/call", "demo-paas", " ", SECOND, SECOND))
                .hasMessage("secretToken must be set");
    }

    @Test
    void connecting_may_not_be_allowed_longer_than_the_whole_call() {
        assertThatThrownBy(
                        () ->
                                new NhsaSettings.Gateway(
                                        PLATFORM,
                                        "/call",
                                        "demo-paas",
                                        "demo-token-0001",
                                        SECOND.plusMillis(1),
                                        SECOND))
                .hasMessageContaining("connectTimeout");
    }

    @Test
    void nothing_may_be_sent_more_than_three_times() {
        assertThatThrownBy(() -> new NhsaSettings.Repeats(4, SECOND))
                .hasMessageContaining("attempts");
    }
}
