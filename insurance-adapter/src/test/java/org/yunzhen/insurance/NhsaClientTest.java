package org.yunzhen.insurance;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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
import org.yunzhen.insurance.message.FeeUpload;
import org.yunzhen.insurance.message.Settlement;
import org.yunzhen.insurance.wire.FieldFault;

class NhsaClientTest {
    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final Duration HASTY = Duration.ofMillis(150);

    @RegisterExtension
    static final WireMockExtension PLATFORM =
            WireMockExtension.newInstance()
                    .options(WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort())
                    .build();

    @Test
    void a_settlement_that_succeeds_gives_the_bill_with_the_platforms_number() {
        platformAnswers(okJson(envelope("0", Samples.golden("answer/2207"))));

        Outcome<Settlement> outcome = settle(PATIENT);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Done.class,
                        done -> {
                            Settlement bill = (Settlement) done.output();
                            assertThat(bill.setlinfo().setlId()).isEqualTo("S0001");
                            assertThat(bill.setlinfo().psnCashPay())
                                    .isEqualTo(new BigDecimal("2685.99"));
                            assertThat(done.infRefmsgid())
                                    .isEqualTo("510400202611240930000000000001");
                            assertThat(done.warn()).isEqualTo("余额不足提醒");
                        });
    }

    @Test
    void the_request_is_a_post_of_the_envelope_in_utf_8() {
        platformAnswers(okJson(envelope("0", Samples.golden("answer/2207"))));

        settle(PATIENT);

        PLATFORM.verify(
                1,
                postRequestedFor(urlEqualTo("/nhsa/call"))
                        .withHeader("Content-Type", equalTo("application/json; charset=UTF-8"))
                        .withRequestBody(equalToJson(Samples.golden("request-2207"))));
    }

    @Test
    void the_headers_carry_a_signature_that_the_gateway_can_compute_for_itself() throws Exception {
        platformAnswers(okJson(envelope("0", Samples.golden("answer/2207"))));

        settle(PATIENT);

        LoggedRequest request = PLATFORM.findAll(postRequestedFor(anyUrl())).get(0);
        String seconds = Long.toString(Samples.HALF_PAST_NINE.instant().getEpochSecond());
        String nonce = request.getHeader("x-tif-nonce");
        byte[] signed =
                (seconds + "demo-token-0001" + nonce + seconds).getBytes(StandardCharsets.UTF_8);
        BigInteger digest = new BigInteger(1, MessageDigest.getInstance("SHA-256").digest(signed));
        assertThat(request.getHeader("x-tif-paasid")).isEqualTo("demo-paas");
        assertThat(request.getHeader("x-tif-timestamp")).isEqualTo(seconds);
        assertThat(request.getHeader("x-tif-signature")).isEqualTo(String.format("%064x", digest));
    }

    @Test
    void no_two_requests_have_the_same_nonce() {
        platformAnswers(okJson(envelope("0", Samples.golden("answer/2207"))));

        settle(PATIENT);
        settle(PATIENT);

        assertThat(PLATFORM.findAll(postRequestedFor(anyUrl())))
                .extracting(request -> request.getHeader("x-tif-nonce"))
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "\"0\"", "\" 0 \""})
    void infcode_zero_is_success_as_number_and_as_text(String infcode) {
        platformAnswers(okJson(envelope(infcode, Samples.golden("answer/2207"))));

        assertThat(settle(PATIENT)).isInstanceOf(Done.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-2", "\"-2\""})
    void infcode_minus_two_is_a_refusal_in_the_platforms_own_words(String infcode) {
        platformAnswers(okJson(envelope(infcode, "null")));

        assertThat(settle(PATIENT)).isEqualTo(new Refused<>(-2, "试验错误"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "\"-1\"", "999", "1", "-3"})
    void any_other_infcode_leaves_the_outcome_unknown(String infcode) {
        platformAnswers(okJson(envelope(infcode, "null")));

        assertUnknown(settle(PATIENT), Reason.SYSTEM_ERROR);
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
        platformAnswers(okJson(body));

        assertUnknown(settle(PATIENT), Reason.UNREADABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null", "{}", "{\"setlinfo\":{}}", "{\"setlinfo\":{\"setl_id\":\"S1\"}}"})
    void success_without_number_or_figures_is_not_taken_for_a_settlement(String output) {
        platformAnswers(okJson(envelope("0", output)));

        assertUnknown(settle(PATIENT), Reason.UNREADABLE);
    }

    @Test
    void success_with_all_figures_but_no_number_is_not_taken_for_a_settlement() {
        platformAnswers(okJson(envelope("0", Samples.golden("answer/2206"))));

        assertUnknown(settle(PATIENT), Reason.UNREADABLE);
    }

    @Test
    void an_amount_with_a_third_decimal_is_never_rounded_into_a_settlement() {
        String answer = Samples.golden("answer/2207").replace("2685.99", "2685.991");
        platformAnswers(okJson(envelope("0", answer)));

        assertUnknown(settle(PATIENT), Reason.UNREADABLE);
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 301, 401, 404, 500, 502, 503})
    void any_status_but_200_leaves_the_outcome_unknown(int status) {
        platformAnswers(
                aResponse()
                        .withStatus(status)
                        .withHeader("Location", "/elsewhere")
                        .withBody(status == 204 ? "" : envelope("-2", "null")));

        assertUnknown(settle(PATIENT), Reason.HTTP_STATUS);
    }

    @Test
    void a_settlement_answered_too_late_is_unknown_and_sent_once() {
        platformAnswers(okJson(envelope("0", Samples.golden("answer/2207"))).withFixedDelay(2_000));

        assertUnknown(settle(HASTY), Reason.TIMEOUT);
        PLATFORM.verify(1, postRequestedFor(anyUrl()));
    }

    @Test
    void an_answer_that_begins_in_time_but_does_not_end_is_unknown() {
        platformAnswers(
                okJson(envelope("0", Samples.golden("answer/2207")))
                        .withChunkedDribbleDelay(20, 4_000));

        assertUnknown(settle(Duration.ofMillis(600)), Reason.TIMEOUT);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void a_settlement_whose_connection_breaks_is_unknown_and_sent_once(Fault fault) {
        platformAnswers(aResponse().withFault(fault));

        assertThat(settle(PATIENT)).isInstanceOf(Unknown.class);
        PLATFORM.verify(1, postRequestedFor(anyUrl()));
    }

    @Test
    void a_settlement_on_a_connection_used_before_is_also_sent_once_when_it_breaks() {
        NhsaClient client = client(PLATFORM.baseUrl(), PATIENT);
        platformAnswers(okJson(envelope("0", Samples.golden("answer/2207"))));
        assertThat(settle(client)).isInstanceOf(Done.class);
        platformAnswers(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));

        assertUnknown(settle(client), Reason.CONNECTION_LOST);
        PLATFORM.verify(2, postRequestedFor(anyUrl()));
    }

    @Test
    void a_refused_connection_is_told_apart_as_certainly_not_received() throws IOException {
        int closedPort;
        try (ServerSocket socket = new ServerSocket(0)) {
            closedPort = socket.getLocalPort();
        }

        assertThat(settle(client("http://127.0.0.1:" + closedPort, PATIENT)))
                .isInstanceOf(NotSent.class);
    }

    @Test
    void a_host_that_is_not_found_is_certainly_not_received() {
        assertThat(settle(client("http://platform.invalid", PATIENT))).isInstanceOf(NotSent.class);
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

    @Test
    void a_query_is_repeated_under_a_new_number_until_it_is_answered() {
        stubInTurn(
                aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
                aResponse().withStatus(500),
                okJson(envelope("0", Samples.golden("answer/5203"))));

        var outcome =
                await(
                        client(PLATFORM.baseUrl(), PATIENT)
                                .call(
                                        Transactions.QUERY_SETTLEMENT,
                                        Samples.SETTLEMENT_QUERY,
                                        Samples.CONTEXT)
                                .toCompletableFuture());

        assertThat(outcome).isInstanceOf(Done.class);
        assertThat(PLATFORM.findAll(postRequestedFor(anyUrl())))
                .extracting(request -> msgid(request.getBodyAsString()))
                .hasSize(3)
                .doesNotHaveDuplicates()
                .contains(Samples.MSGID);
    }

    @Test
    void a_query_is_sent_three_times_and_no_more() {
        platformAnswers(okJson(envelope("-1", "null")));

        var outcome =
                await(
                        client(PLATFORM.baseUrl(), PATIENT)
                                .call(Transactions.PERSON, Samples.PERSON_QUERY, Samples.CONTEXT)
                                .toCompletableFuture());

        assertUnknown(outcome, Reason.SYSTEM_ERROR);
        PLATFORM.verify(3, postRequestedFor(anyUrl()));
    }

    @Test
    void a_refused_query_is_not_repeated() {
        platformAnswers(okJson(envelope("-2", "null")));

        await(
                client(PLATFORM.baseUrl(), PATIENT)
                        .call(Transactions.PERSON, Samples.PERSON_QUERY, Samples.CONTEXT)
                        .toCompletableFuture());

        PLATFORM.verify(1, postRequestedFor(anyUrl()));
    }

    @Test
    void a_query_keeps_its_outcome_when_there_is_no_number_for_a_repetition() {
        platformAnswers(okJson(envelope("-1", "null")));
        NhsaClient client =
                new NhsaClient(
                        Samples.settings(URI.create(PLATFORM.baseUrl()), PATIENT),
                        () ->
                                CompletableFuture.failedStage(
                                        new IllegalStateException("no database")));

        var outcome =
                await(
                        client.call(Transactions.PERSON, Samples.PERSON_QUERY, Samples.CONTEXT)
                                .toCompletableFuture());

        assertUnknown(outcome, Reason.SYSTEM_ERROR);
    }

    @Test
    void only_queries_and_sign_in_may_be_repeated() {
        assertThat(Transactions.all())
                .filteredOn(transaction -> transaction.is(Transaction.Trait.REPEATABLE))
                .extracting(Transaction::infno)
                .containsExactlyInAnyOrder("9001", "1101", "2001", "5203", "3201");
    }

    @Test
    void a_faulty_request_is_refused_by_field_and_nothing_is_sent() {
        NhsaClient client = client(PLATFORM.baseUrl(), PATIENT);
        FeeUpload noLines = new FeeUpload(List.of());

        assertThatThrownBy(() -> client.call(Transactions.UPLOAD_FEES, noLines, Samples.CONTEXT))
                .isInstanceOf(FieldFault.class)
                .hasMessage("feedetail: missing");
        PLATFORM.verify(0, postRequestedFor(anyUrl()));
    }

    @Test
    void a_message_about_an_insured_person_needs_their_region_of_insurance() {
        NhsaClient client = client(PLATFORM.baseUrl(), PATIENT);
        CallContext elsewhere = CallContext.of(Samples.MSGID, "D0001", "张医生");

        assertThatThrownBy(() -> client.prepare(Transactions.SETTLE, Samples.SETTLE, elsewhere))
                .isInstanceOf(FieldFault.class)
                .hasMessageContaining("insuplc_admdvs");
    }

    @Test
    void a_message_without_number_is_refused() {
        NhsaClient client = client(PLATFORM.baseUrl(), PATIENT);
        CallContext unnumbered = Samples.CONTEXT.withMsgid(null);

        assertThatThrownBy(() -> client.prepare(Transactions.SETTLE, Samples.SETTLE, unnumbered))
                .isInstanceOf(FieldFault.class)
                .hasMessage("msgid: missing");
    }

    @Test
    void an_input_beyond_the_platforms_40000_characters_is_refused() {
        NhsaClient client = client(PLATFORM.baseUrl(), PATIENT);
        FeeUpload tooMany = new FeeUpload(Collections.nCopies(100, Samples.FEE));

        assertThatThrownBy(() -> client.prepare(Transactions.UPLOAD_FEES, tooMany, Samples.CONTEXT))
                .isInstanceOf(FieldFault.class)
                .hasMessageContaining("input: longer than 40000");
    }

    private static void platformAnswers(ResponseDefinitionBuilder answer) {
        PLATFORM.stubFor(post(anyUrl()).willReturn(answer));
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

    private static void stubInTurn(ResponseDefinitionBuilder... answers) {
        for (int i = 0; i < answers.length; i++) {
            PLATFORM.stubFor(
                    post(anyUrl())
                            .inScenario("turns")
                            .whenScenarioStateIs(i == 0 ? Scenario.STARTED : "turn " + i)
                            .willSetStateTo("turn " + (i + 1))
                            .willReturn(answers[i]));
        }
    }

    private static NhsaClient client(String baseUri, Duration timeout) {
        return new NhsaClient(
                Samples.settings(URI.create(baseUri), timeout),
                MessageIds.inProcess("H51040000001", Samples.HALF_PAST_NINE),
                HttpClient.newHttpClient(),
                Samples.HALF_PAST_NINE);
    }

    private static Outcome<Settlement> settle(Duration timeout) {
        return settle(client(PLATFORM.baseUrl(), timeout));
    }

    private static Outcome<Settlement> settle(NhsaClient client) {
        return await(
                client.call(Transactions.SETTLE, Samples.SETTLE, Samples.CONTEXT)
                        .toCompletableFuture());
    }

    private static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static void assertUnknown(Outcome<?> outcome, Reason reason) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Unknown.class, unknown -> assertThat(unknown.reason()).isEqualTo(reason));
    }

    private static String envelope(String infcode, String output) {
        return """
        {"infcode": %s, "inf_refmsgid": "510400202611240930000000000001",
         "refmsg_time": "20261124093000123", "respond_time": "20261124093000456",
         "err_msg": "试验错误", "warn_msg": "余额不足提醒", "cainfo": "", "signtype": "", "output": %s}
        """
                .formatted(infcode, output);
    }

    private static String msgid(String body) {
        return body.replaceAll("(?s).*\"msgid\":\"(\\w+)\".*", "$1");
    }
}
