package org.yunzhen.insurance;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.yunzhen.insurance.StubbedPlatform.HASTY;
import static org.yunzhen.insurance.StubbedPlatform.PATIENT;
import static org.yunzhen.insurance.StubbedPlatform.assertUnknown;
import static org.yunzhen.insurance.StubbedPlatform.client;
import static org.yunzhen.insurance.StubbedPlatform.envelope;
import static org.yunzhen.insurance.StubbedPlatform.settle;

import com.github.tomakehurst.wiremock.http.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yunzhen.insurance.Outcome.Done;
import org.yunzhen.insurance.Outcome.NotSent;
import org.yunzhen.insurance.Outcome.Reason;
import org.yunzhen.insurance.Outcome.Refused;
import org.yunzhen.insurance.Outcome.Unknown;

/** Whatever the platform or the network does, the outcome says no more than is known. */
class OutcomeTest {
    @RegisterExtension static final StubbedPlatform PLATFORM = new StubbedPlatform();

    @ParameterizedTest
    @ValueSource(strings = {"0", "\"0\"", "\" 0 \""})
    void infcode_zero_is_success_as_number_and_as_text(String infcode) {
        PLATFORM.answers(okJson(envelope(infcode, Samples.golden("answer/2207"))));

        assertThat(PLATFORM.settle(PATIENT)).isInstanceOf(Done.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-2", "\"-2\""})
    void infcode_minus_two_is_a_refusal_in_the_platforms_own_words(String infcode) {
        PLATFORM.answers(okJson(envelope(infcode, "null")));

        assertThat(PLATFORM.settle(PATIENT)).isEqualTo(new Refused<>(-2, "试验错误"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "\"-1\"", "999", "1", "-3"})
    void any_other_infcode_leaves_the_outcome_unknown(String infcode) {
        PLATFORM.answers(okJson(envelope(infcode, "null")));

        assertUnknown(PLATFORM.settle(PATIENT), Reason.SYSTEM_ERROR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "{}",
                "<html>busy</html>",
                "{\"infcode\":0,\"output\":{",
                "{\"infcode\":0} {\"infcode\":-2}",
                "{\"infcode\":0,\"infcode\":-2}",
                "{\"infcode\":null}",
                "{\"infcode\":\"\"}",
                "{\"infcode\":0.5}",
                "{\"infcode\":true}",
                "{\"infcode\":99999999999999999999}"
            })
    void a_body_that_says_nothing_clear_leaves_the_outcome_unknown(String body) {
        PLATFORM.answers(okJson(body));

        assertUnknown(PLATFORM.settle(PATIENT), Reason.UNREADABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null", "{}", "{\"setlinfo\":{}}", "{\"setlinfo\":{\"setl_id\":\"S1\"}}"})
    void success_without_number_or_figures_is_not_taken_for_a_settlement(String output) {
        PLATFORM.answers(okJson(envelope("0", output)));

        assertUnknown(PLATFORM.settle(PATIENT), Reason.UNREADABLE);
    }

    @Test
    void success_with_all_figures_but_no_number_is_not_taken_for_a_settlement() {
        PLATFORM.answers(okJson(envelope("0", Samples.golden("answer/2206"))));

        assertUnknown(PLATFORM.settle(PATIENT), Reason.UNREADABLE);
    }

    @Test
    void an_amount_with_a_third_decimal_is_never_rounded_into_a_settlement() {
        String answer = Samples.golden("answer/2207").replace("2685.99", "2685.991");
        PLATFORM.answers(okJson(envelope("0", answer)));

        assertUnknown(PLATFORM.settle(PATIENT), Reason.UNREADABLE);
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 301, 401, 404, 500, 502, 503})
    void any_status_but_200_leaves_the_outcome_unknown(int status) {
        PLATFORM.answers(
                aResponse()
                        .withStatus(status)
                        .withHeader("Location", "/elsewhere")
                        .withBody(status == 204 ? "" : envelope("-2", "null")));

        assertUnknown(PLATFORM.settle(PATIENT), Reason.HTTP_STATUS);
    }

    @Test
    void a_settlement_answered_too_late_is_unknown_and_sent_once() {
        PLATFORM.answers(
                okJson(envelope("0", Samples.golden("answer/2207"))).withFixedDelay(2_000));

        assertUnknown(PLATFORM.settle(HASTY), Reason.TIMEOUT);
        PLATFORM.verify(1, postRequestedFor(anyUrl()));
    }

    @Test
    void an_answer_that_begins_in_time_but_does_not_end_is_unknown() {
        PLATFORM.answers(
                okJson(envelope("0", Samples.golden("answer/2207")))
                        .withChunkedDribbleDelay(20, 4_000));

        assertUnknown(PLATFORM.settle(Duration.ofMillis(600)), Reason.TIMEOUT);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void a_settlement_whose_connection_breaks_is_unknown_and_sent_once(Fault fault) {
        PLATFORM.answers(aResponse().withFault(fault));

        assertThat(PLATFORM.settle(PATIENT)).isInstanceOf(Unknown.class);
        PLATFORM.verify(1, postRequestedFor(anyUrl()));
    }

    @Test
    void a_settlement_on_a_connection_used_before_is_also_sent_once_when_it_breaks() {
        NhsaClient client = PLATFORM.client(PATIENT);
        PLATFORM.answers(okJson(envelope("0", Samples.golden("answer/2207"))));
        assertThat(settle(client)).isInstanceOf(Done.class);
        PLATFORM.answers(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));

        assertUnknown(settle(client), Reason.CONNECTION_LOST);
        PLATFORM.verify(2, postRequestedFor(anyUrl()));
    }

    @Test
    void a_refused_connection_is_told_apart_as_certainly_not_received() throws IOException {
        int closedPort;
        try (ServerSocket socket = new ServerSocket(0)) {
            closedPort = socket.getLocalPort();
        }

        assertThat(StubbedPlatform.settle(client("http://127.0.0.1:" + closedPort, PATIENT)))
                .isInstanceOf(NotSent.class);
    }

    @Test
    void a_host_that_is_not_found_is_certainly_not_received() {
        assertThat(StubbedPlatform.settle(client("http://platform.invalid", PATIENT)))
                .isInstanceOf(NotSent.class);
    }

    @Test
    void a_connection_that_never_comes_about_is_certainly_not_received() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        List<Socket> crowd = new ArrayList<>();
        try (ServerSocket neverAccepts = new ServerSocket(0, 1, loopback)) {
            fillQueue(neverAccepts, crowd);
            URI full = URI.create("http://127.0.0.1:" + neverAccepts.getLocalPort());
            NhsaSettings settings = Samples.settings(full, HASTY, PATIENT);
            NhsaClient client =
                    new NhsaClient(
                            settings, MessageIds.inProcess("H51040000001", Clock.systemUTC()));

            assertThat(settle(client)).isInstanceOf(NotSent.class);
        } finally {
            for (Socket socket : crowd) {
                socket.close();
            }
        }
    }

    /** Connects until the machine takes no more connections for the server. */
    private static void fillQueue(ServerSocket server, List<Socket> crowd) throws IOException {
        while (true) {
            Socket socket = new Socket();
            crowd.add(socket);
            try {
                socket.connect(server.getLocalSocketAddress(), 200);
            } catch (SocketTimeoutException full) {
                return;
            }
        }
    }
}
