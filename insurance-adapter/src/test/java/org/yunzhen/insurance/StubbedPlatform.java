package org.yunzhen.insurance;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.yunzhen.insurance.Outcome.Reason;
import org.yunzhen.insurance.Outcome.Unknown;
import org.yunzhen.insurance.message.Settlement;

/** A platform that answers what a test tells it to, with clients that call it. */
final class StubbedPlatform extends WireMockExtension {
    static final Duration PATIENT = Duration.ofSeconds(20);
    static final Duration HASTY = Duration.ofMillis(150);

    StubbedPlatform() {
        super(
                WireMockExtension.newInstance()
                        .options(
                                WireMockConfiguration.options()
                                        .bindAddress("127.0.0.1")
                                        .dynamicPort()));
    }

    void answers(ResponseDefinitionBuilder answer) {
        stubFor(post(anyUrl()).willReturn(answer));
    }

    void answersInTurn(ResponseDefinitionBuilder... answers) {
        for (int i = 0; i < answers.length; i++) {
            stubFor(
                    post(anyUrl())
                            .inScenario("turns")
                            .whenScenarioStateIs(i == 0 ? Scenario.STARTED : "turn " + i)
                            .willSetStateTo("turn " + (i + 1))
                            .willReturn(answers[i]));
        }
    }

    NhsaClient client(Duration timeout) {
        return client(baseUrl(), timeout);
    }

    static NhsaClient client(String baseUri, Duration timeout) {
        return new NhsaClient(
                Samples.settings(URI.create(baseUri), timeout),
                MessageIds.inProcess("H51040000001", Samples.HALF_PAST_NINE),
                HttpClient.newHttpClient(),
                Samples.HALF_PAST_NINE);
    }

    Outcome<Settlement> settle(Duration timeout) {
        return settle(client(timeout));
    }

    static Outcome<Settlement> settle(NhsaClient client) {
        return await(client.call(Transactions.SETTLE, Samples.SETTLE, Samples.CONTEXT));
    }

    static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }

    static void assertUnknown(Outcome<?> outcome, Reason reason) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Unknown.class, unknown -> assertThat(unknown.reason()).isEqualTo(reason));
    }

    static String envelope(String infcode, String output) {
        return """
        {"infcode": %s, "inf_refmsgid": "510400202611240930000000000001",
         "refmsg_time": "20261124093000123", "respond_time": "20261124093000456",
         "err_msg": "试验错误", "warn_msg": "余额不足提醒", "cainfo": "", "signtype": "", "output": %s}
        """
                .formatted(infcode, output);
    }
}
