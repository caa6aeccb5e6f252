package org.yunzhen.insurance;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.yunzhen.insurance.StubbedPlatform.PATIENT;
import static org.yunzhen.insurance.StubbedPlatform.envelope;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.yunzhen.insurance.Outcome.Done;
import org.yunzhen.insurance.message.FeeUpload;
import org.yunzhen.insurance.message.Settlement;
import org.yunzhen.insurance.wire.FieldFault;

/** What is sent, what is refused before sending, and what a success brings. */
class NhsaClientTest {
    @RegisterExtension static final StubbedPlatform PLATFORM = new StubbedPlatform();

    @Test
    void a_settlement_that_succeeds_gives_the_bill_with_the_platforms_number() {
        PLATFORM.answers(okJson(envelope("0", Samples.golden("answer/2207"))));

        Outcome<Settlement> outcome = PLATFORM.settle(PATIENT);

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
        PLATFORM.answers(okJson(envelope("0", Samples.golden("answer/2207"))));

        PLATFORM.settle(PATIENT);

        PLATFORM.verify(
                1,
                postRequestedFor(urlEqualTo("/nhsa/call"))
                        .withHeader("Content-Type", equalTo("application/json; charset=UTF-8"))
                        .withRequestBody(equalToJson(Samples.golden("request-2207"))));
    }

    @Test
    void the_headers_carry_a_signature_that_the_gateway_can_compute_for_itself() throws Exception {
        PLATFORM.answers(okJson(envelope("0", Samples.golden("answer/2207"))));

        PLATFORM.settle(PATIENT);

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
        PLATFORM.answers(okJson(envelope("0", Samples.golden("answer/2207"))));

        PLATFORM.settle(PATIENT);
        PLATFORM.settle(PATIENT);

        assertThat(PLATFORM.findAll(postRequestedFor(anyUrl())))
                .extracting(request -> request.getHeader("x-tif-nonce"))
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @Test
    void a_faulty_request_is_refused_by_field_and_nothing_is_sent() {
        NhsaClient client = PLATFORM.client(PATIENT);
        FeeUpload noLines = new FeeUpload(List.of());

        assertThatThrownBy(() -> client.call(Transactions.UPLOAD_FEES, noLines, Samples.CONTEXT))
                .isInstanceOf(FieldFault.class)
                .hasMessage("feedetail: missing");
        PLATFORM.verify(0, postRequestedFor(anyUrl()));
    }

    @Test
    void a_message_about_an_insured_person_needs_their_region_of_insurance() {
        NhsaClient client = PLATFORM.client(PATIENT);
        CallContext elsewhere = CallContext.of(Samples.MSGID, "D0001", "张医生");

        assertThatThrownBy(() -> client.prepare(Transactions.SETTLE, Samples.SETTLE, elsewhere))
                .isInstanceOf(FieldFault.class)
                .hasMessageContaining("insuplc_admdvs");
    }

    @Test
    void a_message_without_number_is_refused() {
        NhsaClient client = PLATFORM.client(PATIENT);
        CallContext unnumbered = Samples.CONTEXT.withMsgid(null);

        assertThatThrownBy(() -> client.prepare(Transactions.SETTLE, Samples.SETTLE, unnumbered))
                .isInstanceOf(FieldFault.class)
                .hasMessage("msgid: missing");
    }

    @Test
    void an_input_beyond_the_platforms_40000_characters_is_refused() {
        NhsaClient client = PLATFORM.client(PATIENT);
        FeeUpload tooMany = new FeeUpload(Collections.nCopies(100, Samples.FEE));

        assertThatThrownBy(() -> client.prepare(Transactions.UPLOAD_FEES, tooMany, Samples.CONTEXT))
                .isInstanceOf(FieldFault.class)
                .hasMessageContaining("input: longer than 40000");
    }
}
